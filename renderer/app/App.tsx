import { useBoot } from '../state/workbench.ts';
import { Banner } from '../ui/Banner.tsx';
import { TooltipProvider } from '../ui/Tooltip.tsx';
import { Shell } from './Shell.tsx';

/** Waits for the first snapshot: until then there is nothing to show, and it takes a moment only. */
export function App() {
  const { isReady, problem } = useBoot();
  if (isReady) {
    return (
      <TooltipProvider>
        <Shell />
      </TooltipProvider>
    );
  }
  if (problem === undefined) return null;
  return (
    <main className="p-8">
      <Banner tone="err" title="Hookbench could not read its data">
        {problem}
      </Banner>
    </main>
  );
}
