import { Tooltip as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { Kbd } from './Kbd.tsx';

/** Wraps the window once: tooltips that follow each other open without a wait. */
export function TooltipProvider({ children }: { children: ReactNode }) {
  return (
    <Radix.Provider delayDuration={450} skipDelayDuration={200}>
      {children}
    </Radix.Provider>
  );
}

/** `children` is one element that takes a ref: a button or a link. */
export function Tooltip({ text, kbd, children }: { text: ReactNode; kbd?: string; children: ReactNode }) {
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          sideOffset={6}
          collisionPadding={8}
          className="appear z-50 flex max-w-96 items-center gap-2 rounded-control border border-line bg-raised px-2 py-1 text-small break-words text-fg shadow-float"
        >
          {text}
          {kbd !== undefined && <Kbd keys={kbd} />}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
