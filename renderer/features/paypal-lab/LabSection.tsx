import type { ReactNode } from 'react';

export interface LabSectionProps {
  title: string;
  /** Stands at the right end of the title's line. */
  aside?: ReactNode;
  children: ReactNode;
}

export function LabSection({ title, aside, children }: LabSectionProps) {
  return (
    <section aria-label={title} className="flex flex-col gap-3 border-b border-line px-4 py-4">
      <div className="flex h-6 items-center gap-2">
        <h2 className="flex-1 font-semibold">{title}</h2>
        {aside}
      </div>
      {children}
    </section>
  );
}
