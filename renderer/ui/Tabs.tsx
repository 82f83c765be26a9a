import { Tabs as Radix } from 'radix-ui';
import type { FocusEvent, ReactNode } from 'react';
import { classNames } from './class-names.ts';

export interface Tab<Value extends string> {
  value: Value;
  label: string;
  /** A count or a status beside the label. */
  badge?: ReactNode;
  content: ReactNode;
}

export interface TabsProps<Value extends string> {
  /** The accessible name of the row of tabs. */
  label: string;
  value: Value;
  onChange: (value: Value) => void;
  tabs: readonly Tab<Value>[];
  /** Stands at the right end of the row. */
  actions?: ReactNode;
  className?: string;
}

/** After a click on the tab that has the focus already, Radix leaves the focus on the row, where nothing shows it. */
function passFocusOn({ target, currentTarget }: FocusEvent<HTMLElement>): void {
  if (target === currentTarget) {
    currentTarget.querySelector<HTMLElement>('[role=tab][aria-selected=true]')?.focus();
  }
}

/** A row of tabs over the content of one of them; fills the height it is given. */
export function Tabs<Value extends string>({
  label,
  value,
  onChange,
  tabs,
  actions,
  className,
}: TabsProps<Value>) {
  return (
    <Radix.Root
      value={value}
      onValueChange={(next) => onChange(next as Value)}
      className={classNames('flex min-h-0 min-w-0 flex-1 flex-col', className)}
    >
      <div className="flex h-9 shrink-0 items-stretch border-b border-line px-4">
        <Radix.List
          aria-label={label}
          onFocus={passFocusOn}
          className="-mb-px flex min-w-0 gap-4 overflow-x-auto [scrollbar-width:none]"
        >
          {tabs.map((tab) => (
            <Radix.Trigger
              key={tab.value}
              value={tab.value}
              className="focus-inset flex items-center gap-1.5 rounded-t-small border-b-2 border-transparent px-0.5 whitespace-nowrap font-medium text-muted transition-colors duration-100 hover:text-fg data-[state=active]:border-accent data-[state=active]:text-fg"
            >
              {tab.label}
              {tab.badge !== undefined && (
                <span className="nums text-small font-normal text-faint">{tab.badge}</span>
              )}
            </Radix.Trigger>
          ))}
        </Radix.List>
        {actions !== undefined && <div className="ml-auto flex items-center gap-1 pl-2">{actions}</div>}
      </div>
      {tabs.map((tab) => (
        <Radix.Content
          key={tab.value}
          value={tab.value}
          className="focus-inset flex min-h-0 flex-1 flex-col data-[state=inactive]:hidden"
        >
          {tab.content}
        </Radix.Content>
      ))}
    </Radix.Root>
  );
}
