import { useId, type ReactNode } from 'react';

export interface PanelProps {
  title: string;
  /** What it is about, in one sentence. */
  description: ReactNode;
  /** Stands at the right of the title. */
  actions?: ReactNode;
  children?: ReactNode;
}

/** A part of the page, with its title. */
export function Panel({ title, description, actions, children }: PanelProps) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <div className="mb-3 flex items-start gap-4">
        <div className="min-w-0 flex-1">
          <h2 id={id} className="text-title font-semibold">
            {title}
          </h2>
          <p className="max-w-144 text-muted">{description}</p>
        </div>
        {actions !== undefined && <div className="flex shrink-0 items-center gap-2">{actions}</div>}
      </div>
      {children}
    </section>
  );
}
