import { useEffect, useRef, useState } from 'react';
import { BinSidebar } from '../features/bins/sidebar/BinSidebar.tsx';
import { DraftList } from '../features/compose/DraftList.tsx';
import { TunnelCard } from '../features/tunnel/TunnelCard.tsx';
import { TunnelQuestions } from '../features/tunnel/TunnelQuestions.tsx';
import { showPlace, useView } from '../state/view.ts';
import { useWorkbench } from '../state/workbench.ts';
import { Toaster } from '../ui/Toaster.tsx';
import { Overlays, type Overlay } from './Overlays.tsx';
import { PlaceView } from './PlaceView.tsx';
import { Rail } from './Rail.tsx';
import { StatusBar } from './StatusBar.tsx';
import { StoreBanner } from './StoreBanner.tsx';
import { Topbar } from './Topbar.tsx';
import { useTheme } from './use-theme.ts';

/** The window: rail, sidebar, top bar, the place in view, status bar, and what opens above them. */
export function Shell() {
  const theme = useTheme();
  const { place, draftId } = useView();
  const [overlay, setOverlay] = useState<Overlay>();
  const [isCreatingBin, setIsCreatingBin] = useState(false);
  useBinInView();
  return (
    <div className="grid h-full grid-rows-[minmax(0,1fr)] grid-cols-[60px_228px_minmax(0,1fr)] max-[1180px]:grid-cols-[60px_196px_minmax(0,1fr)]">
      <Rail />
      <aside aria-label="Sidebar" className="flex min-h-0 flex-col border-r border-line pt-1.5">
        {place === 'compose' || place === 'paypal-lab' ? (
          <DraftList draftId={place === 'compose' ? draftId : undefined} />
        ) : (
          <BinSidebar isCreating={isCreatingBin} onCreatingChange={setIsCreatingBin} />
        )}
        <TunnelCard />
      </aside>
      <div className="flex min-h-0 min-w-0 flex-col">
        <Topbar theme={theme} onSearch={() => setOverlay('palette')} />
        <StoreBanner />
        <main className="flex min-h-0 min-w-0 flex-1 flex-col">
          <PlaceView />
        </main>
        <StatusBar />
      </div>
      <Overlays
        overlay={overlay}
        onChange={setOverlay}
        onCreateBin={() => {
          if (place === 'compose' || place === 'paypal-lab') showPlace('bins');
          setIsCreatingBin(true);
        }}
      />
      <TunnelQuestions />
      <Toaster theme={theme} />
    </div>
  );
}

/** Sees to it that a bin is in view: at first, and when the one in view is gone, Inbox. */
function useBinInView(): void {
  const binId = useView((view) => view.binId);
  const isKnown = useWorkbench(({ bins }) => bins.some((bin) => bin.id === binId));
  const inboxId = useWorkbench(({ bins }) => bins.find((bin) => bin.isDefault)?.id);
  const known = useRef<string>(undefined);
  useEffect(() => {
    if (isKnown) known.current = binId;
    // One just made or restored is not gone: the event that tells of it comes after the answer.
    else if (binId === undefined || binId === known.current) useView.setState({ binId: inboxId });
  }, [binId, isKnown, inboxId]);
}
