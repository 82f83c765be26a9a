import { Switch as Radix } from 'radix-ui';
import { useFieldAttributes } from './field-context.ts';

export interface SwitchProps {
  isOn: boolean;
  onChange: (isOn: boolean) => void;
  /** The accessible name where no `Field` gives one. */
  label?: string;
  isDisabled?: boolean;
}

export function Switch({ isOn, onChange, label, isDisabled = false }: SwitchProps) {
  return (
    <Radix.Root
      {...useFieldAttributes()}
      {...(label === undefined ? {} : { 'aria-label': label })}
      checked={isOn}
      onCheckedChange={onChange}
      disabled={isDisabled}
      className="relative h-4.5 w-8 shrink-0 rounded-full border border-line-strong bg-hover transition-colors duration-100 disabled:opacity-50 data-[state=checked]:border-accent data-[state=checked]:bg-accent"
    >
      <Radix.Thumb className="block size-3 translate-x-0.5 rounded-full bg-muted transition-transform duration-100 data-[state=checked]:translate-x-4 data-[state=checked]:bg-on-accent" />
    </Radix.Root>
  );
}
