import type { LucideIcon } from 'lucide-react';
import type { ComponentProps } from 'react';
import { classNames } from './class-names.ts';
import { Kbd } from './Kbd.tsx';
import { Spinner } from './Spinner.tsx';

export type ButtonVariant = 'primary' | 'secondary' | 'ghost' | 'danger';

const variants: Record<ButtonVariant, string> = {
  primary:
    'bg-accent text-on-accent font-semibold hover:brightness-110 active:brightness-95 border-transparent',
  secondary:
    'bg-raised text-fg font-medium border-line hover:bg-hover hover:border-line-strong active:brightness-95',
  ghost: 'text-muted font-medium border-transparent hover:bg-hover hover:text-fg',
  danger: 'bg-err-bg text-err font-medium border-err/30 hover:border-err/60',
};

export interface ButtonProps extends Omit<ComponentProps<'button'>, 'type'> {
  variant?: ButtonVariant;
  size?: 'small' | 'medium';
  icon?: LucideIcon;
  /** A shortcut to show, such as `R` or `$mod+Enter`. */
  kbd?: string;
  /** Shows a spinner and takes no clicks. */
  isBusy?: boolean;
  type?: 'button' | 'submit';
}

export function Button({
  variant = 'secondary',
  size = 'medium',
  icon: Icon,
  kbd,
  isBusy = false,
  type = 'button',
  className,
  children,
  disabled,
  ...rest
}: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      disabled={disabled === true || isBusy}
      aria-busy={isBusy || undefined}
      {...(kbd === undefined ? {} : { 'aria-keyshortcuts': kbd.replace('$mod', 'Control') })}
      className={classNames(
        'inline-flex shrink-0 items-center justify-center gap-2 rounded-control border whitespace-nowrap transition-colors duration-100',
        'disabled:pointer-events-none disabled:opacity-55',
        size === 'small' ? 'h-6 px-2 text-small' : 'h-7 px-2.5',
        variants[variant],
        className,
      )}
    >
      {isBusy ? <Spinner /> : Icon !== undefined && <Icon aria-hidden size={14} strokeWidth={1.75} />}
      {children}
      {kbd !== undefined && <Kbd keys={kbd} className="-mr-0.5" />}
    </button>
  );
}
