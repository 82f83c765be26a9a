import { classNames } from './class-names.ts';

export interface ProviderMarkProps {
  letters: string;
  /** `#rrggbb`, dark enough for white letters. */
  color: string;
  /** Absent where the name stands beside it. */
  name?: string;
  className?: string;
}

/** A provider in the space of one character; its name is its tooltip. */
export function ProviderMark({ letters, color, name, className }: ProviderMarkProps) {
  return (
    <span
      {...(name === undefined ? { 'aria-hidden': true } : { title: name, role: 'img', 'aria-label': name })}
      style={{ backgroundColor: color, color: '#ffffff' }}
      className={classNames(
        'inline-flex h-4 min-w-4 shrink-0 items-center justify-center rounded-small px-0.5 text-[9px] leading-none font-bold',
        className,
      )}
    >
      {letters}
    </span>
  );
}
