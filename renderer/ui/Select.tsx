import { Check, ChevronDown } from 'lucide-react';
import { Select as Radix } from 'radix-ui';
import { classNames } from './class-names.ts';
import { controlStyle } from './control-style.ts';
import { useFieldAttributes } from './field-context.ts';
import { floatStyle, itemStyle } from './menu-style.ts';

export interface SelectProps<Value extends string> {
  value: Value;
  onChange: (value: Value) => void;
  options: readonly { value: Value; label: string }[];
  /** The accessible name where no `Field` gives one. */
  label?: string;
  /** Stands there while the value is none of the options, which is the empty string. */
  placeholder?: string;
  isDisabled?: boolean;
  className?: string;
}

export function Select<Value extends string>({
  value,
  onChange,
  options,
  label,
  placeholder,
  isDisabled = false,
  className,
}: SelectProps<Value>) {
  return (
    <Radix.Root value={value} onValueChange={(next) => onChange(next as Value)} disabled={isDisabled}>
      <Radix.Trigger
        {...useFieldAttributes()}
        {...(label === undefined ? {} : { 'aria-label': label })}
        className={classNames(
          controlStyle,
          'inline-flex h-7 items-center justify-between gap-2 hover:bg-hover',
          className,
        )}
      >
        <span className="min-w-0 truncate">
          <Radix.Value {...(placeholder === undefined ? {} : { placeholder })} />
        </span>
        <Radix.Icon className="shrink-0 text-faint">
          <ChevronDown size={14} />
        </Radix.Icon>
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          position="popper"
          sideOffset={4}
          className={classNames(floatStyle, 'min-w-(--radix-select-trigger-width)')}
        >
          <Radix.Viewport className="max-h-80 p-1">
            {options.map((option) => (
              <Radix.Item key={option.value} value={option.value} className={classNames(itemStyle, 'pr-7')}>
                <Radix.ItemText>{option.label}</Radix.ItemText>
                <Radix.ItemIndicator className="absolute right-2 text-accent">
                  <Check size={13} />
                </Radix.ItemIndicator>
              </Radix.Item>
            ))}
          </Radix.Viewport>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
