import { useWorkbench } from '../../state/workbench.ts';
import { EndpointPanel } from './EndpointPanel.tsx';
import { GuardList } from './GuardList.tsx';
import { HandshakePanel } from './HandshakePanel.tsx';
import { PreviewPanel } from './PreviewPanel.tsx';

/** Who gets in to a bin, what they would have been stopped by, and what is answered to set the endpoint up. */
export function GuardsPage({ binId }: { binId: string }) {
  const bin = useWorkbench(({ bins }) => bins.find((each) => each.id === binId));
  if (bin === undefined) return null;
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <div className="flex max-w-224 flex-col gap-8 px-6 py-5">
        <GuardList bin={bin} />
        <EndpointPanel bin={bin} />
        <PreviewPanel key={bin.id} bin={bin} />
        <HandshakePanel bin={bin} />
      </div>
    </div>
  );
}
