import type { ReactNode } from 'react';
import { Group, Panel, Separator, useDefaultLayout } from 'react-resizable-panels';

export interface SplitPaneProps {
  /** Names the remembered sizes. */
  id: string;
  /** The accessible name of the bar between the panes. */
  label: string;
  left: ReactNode;
  right: ReactNode;
  /** Share of the left pane until the user moves the bar. */
  leftPercent?: number;
  minLeftPx?: number;
  minRightPx?: number;
}

/** Two panes beside each other with a bar to drag, or to move with the arrow keys. */
export function SplitPane({
  id,
  label,
  left,
  right,
  leftPercent = 35,
  minLeftPx = 280,
  minRightPx = 360,
}: SplitPaneProps) {
  const { defaultLayout, onLayoutChanged } = useDefaultLayout({ id, storage: localStorage });
  return (
    <Group
      className="min-h-0 flex-1"
      {...(defaultLayout === undefined ? {} : { defaultLayout })}
      onLayoutChanged={onLayoutChanged}
    >
      <Panel id="left" defaultSize={`${leftPercent}%`} minSize={minLeftPx} className="flex min-w-0 flex-col">
        {left}
      </Panel>
      <Separator
        aria-label={label}
        className="w-px bg-line outline-none transition-colors duration-100 data-[separator=active]:bg-accent data-[separator=hover]:bg-line-strong focus-visible:bg-accent"
      />
      <Panel id="right" minSize={minRightPx} className="flex min-w-0 flex-col">
        {right}
      </Panel>
    </Group>
  );
}
