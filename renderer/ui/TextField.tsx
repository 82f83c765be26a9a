import type { LucideIcon } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';
import { classNames } from './class-names.ts';
import { controlStyle } from './control-style.ts';
import { useFieldAttributes } from './field-context.ts';

export interface TextFieldProps extends Omit<ComponentProps<'input'>, 'onChange' | 'value' | 'type'> {
  value: string;
  onChange: (value: string) => void;
  type?: 'text' | 'password' | 'number' | 'search';
  /** The accessible name where no `Field` gives one. */
  label?: string;
  icon?: LucideIcon;
  /** Stands at the right inside the field. */
  trailing?: ReactNode;
  isCode?: boolean;
}

export function TextField({
  value,
  onChange,
  type = 'text',
  label,
  icon: Icon,
  trailing,
  isCode = false,
  className,
  ...rest
}: TextFieldProps) {
  return (
    <div className={classNames('relative flex min-w-0 items-center', className)}>
      {Icon !== undefined && (
        <Icon
          aria-hidden
          size={14}
          strokeWidth={1.75}
          className="pointer-events-none absolute left-2 text-faint"
        />
      )}
      <input
        autoComplete="off"
        spellCheck={false}
        {...useFieldAttributes()}
        {...rest}
        {...(label === undefined ? {} : { 'aria-label': label })}
        type={type}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className={classNames(
          controlStyle,
          'h-7',
          isCode && 'code text-code',
          Icon !== undefined && 'pl-7',
          trailing !== undefined && 'pr-8',
        )}
      />
      {trailing !== undefined && <div className="absolute right-0.5 flex items-center">{trailing}</div>}
    </div>
  );
}
