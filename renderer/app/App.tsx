import { useBoot } from '../state/workbench.ts';
import { Banner } from '../ui/Banner.tsx';
import { TooltipProvider } from '../ui/Tooltip.tsx';

export function App() {
  const { isReady, problem } = useBoot();
  return (
    <TooltipProvider>
      {problem !== undefined && <Banner tone="err">{problem}</Banner>}
      {isReady && <p>Ready</p>}
    </TooltipProvider>
  );
}
