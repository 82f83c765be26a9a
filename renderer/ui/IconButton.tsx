import type { LucideIcon } from 'lucide-react';
import type { ComponentProps } from 'react';
import { classNames } from './class-names.ts';
import { Tooltip } from './Tooltip.tsx';

export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'type' | 'children'> {
  /** The accessible name and the tooltip. */
  label: string;
  icon: LucideIcon;
  /** A shortcut to show in the tooltip. */
  kbd?: string;
  size?: 'small' | 'medium';
  variant?: 'ghost' | 'secondary';
  /** For a toggle: whether it is on. */
  isPressed?: boolean;
}

export function IconButton({
  label,
  icon: Icon,
  kbd,
  size = 'medium',
  variant = 'ghost',
  isPressed,
  className,
  ...rest
}: IconButtonProps) {
  return (
    <Tooltip text={label} {...(kbd === undefined ? {} : { kbd })}>
      <button
        {...rest}
        type="button"
        aria-label={label}
        aria-pressed={isPressed}
        className={classNames(
          'inline-flex shrink-0 items-center justify-center rounded-control border transition-colors duration-100',
          'hover:bg-hover hover:text-fg disabled:pointer-events-none disabled:opacity-50 data-[state=open]:bg-hover data-[state=open]:text-fg',
          size === 'small' ? 'size-6' : 'size-7',
          variant === 'secondary' ? 'border-line bg-raised text-fg' : 'border-transparent text-muted',
          isPressed === true && 'bg-accent-bg text-accent',
          className,
        )}
      >
        <Icon aria-hidden size={size === 'small' ? 13 : 15} strokeWidth={1.75} />
      </button>
    </Tooltip>
  );
}
