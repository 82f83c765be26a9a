import { classNames } from './class-names.ts';
import { keyCaps } from './key-names.ts';

/** A shortcut such as `$mod+K`, drawn as one small key cap in the manner of the platform. Hidden from screen readers. */
export function Kbd({ keys, className }: { keys: string; className?: string }) {
  return (
    <kbd
      aria-hidden
      className={classNames(
        'inline-flex h-4.5 min-w-4.5 items-center justify-center rounded-small border border-current/25 px-1 text-[10.5px] leading-none text-current',
        className,
      )}
    >
      {keyCaps(keys)}
    </kbd>
  );
}
