import type { ComponentProps } from 'react';
import { classNames } from './class-names.ts';
import { controlStyle } from './control-style.ts';
import { useFieldAttributes } from './field-context.ts';

export interface TextAreaProps extends Omit<ComponentProps<'textarea'>, 'onChange' | 'value'> {
  value: string;
  onChange: (value: string) => void;
  label?: string;
  isCode?: boolean;
}

export function TextArea({
  value,
  onChange,
  label,
  isCode = false,
  className,
  rows = 5,
  ...rest
}: TextAreaProps) {
  return (
    <textarea
      spellCheck={false}
      {...useFieldAttributes()}
      {...rest}
      {...(label === undefined ? {} : { 'aria-label': label })}
      rows={rows}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      className={classNames(controlStyle, 'resize-y py-1', isCode && 'code text-code', className)}
    />
  );
}
