import { CircleCheck, Info, OctagonAlert, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

export interface BannerProps {
  tone: 'ok' | 'info' | 'warn' | 'err';
  title?: ReactNode;
  children?: ReactNode;
  /** Buttons at the right. */
  actions?: ReactNode;
  className?: string;
}

const icons = { ok: CircleCheck, info: Info, warn: TriangleAlert, err: OctagonAlert };
const styles = {
  ok: 'border-l-ok text-ok',
  info: 'border-l-info text-info',
  warn: 'border-l-warn text-warn',
  err: 'border-l-err text-err',
};

/** A sentence that matters, in the flow of the page. Errors are announced at once, others politely. */
export function Banner({ tone, title, children, actions, className }: BannerProps) {
  const Icon = icons[tone];
  return (
    <div
      role={tone === 'err' ? 'alert' : 'status'}
      className={classNames(
        'flex items-start gap-2.5 rounded-control border border-l-2 border-line bg-surface px-3 py-2',
        styles[tone],
        className,
      )}
    >
      <Icon aria-hidden size={15} strokeWidth={1.75} className="mt-0.5 shrink-0" />
      <div className="min-w-0 flex-1 break-words select-text">
        {title !== undefined && <div className="font-semibold text-fg">{title}</div>}
        {children !== undefined && <div className="text-muted">{children}</div>}
      </div>
      {actions !== undefined && <div className="flex shrink-0 items-center gap-2">{actions}</div>}
    </div>
  );
}
