import { useState } from 'react';
import { TextField, type TextFieldProps } from './TextField.tsx';

export interface NumberFieldProps extends Omit<TextFieldProps, 'value' | 'onChange' | 'type'> {
  value: number;
  /** `NaN` while what stands there is no number. */
  onChange: (value: number) => void;
}

/** A number as it is typed: what is half written stays as it is. */
export function NumberField({ value, onChange, ...rest }: NumberFieldProps) {
  const [text, setText] = useState(String(value));
  const typed = text.trim() === '' ? NaN : Number(text);
  // Changed elsewhere: a discarded edit, another rule.
  const shown =
    Object.is(typed, value) || (Number.isNaN(typed) && Number.isNaN(value)) ? text : String(value);
  return (
    <TextField
      {...rest}
      inputMode="decimal"
      isCode
      value={shown}
      onChange={(next) => {
        setText(next);
        onChange(next.trim() === '' ? NaN : Number(next));
      }}
    />
  );
}
