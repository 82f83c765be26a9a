import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

export interface EmptyStateProps {
  icon?: LucideIcon;
  title: string;
  /** What to do next. */
  children?: ReactNode;
}

export function EmptyState({ icon: Icon, title, children }: EmptyStateProps) {
  return (
    <div className="flex min-h-0 flex-1 flex-col items-center justify-center gap-2 overflow-auto p-8 text-center">
      {Icon !== undefined && <Icon aria-hidden size={24} strokeWidth={1.5} className="mb-1 text-faint" />}
      <h2 className="font-semibold">{title}</h2>
      {children !== undefined && <div className="max-w-96 text-muted">{children}</div>}
    </div>
  );
}
