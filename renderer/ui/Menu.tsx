import { Check, type LucideIcon } from 'lucide-react';
import { DropdownMenu as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import { Kbd } from './Kbd.tsx';
import { floatStyle, itemStyle } from './menu-style.ts';

export interface MenuItem {
  label: string;
  /** Small print under the label. */
  detail?: string;
  icon?: LucideIcon;
  kbd?: string;
  isDanger?: boolean;
  isDisabled?: boolean;
  /** Present on items of which one is chosen. */
  isChecked?: boolean;
  onSelect: () => void;
}

export interface MenuProps {
  /** One button that takes a ref. */
  trigger: ReactNode;
  /** Groups of items, with a line between them. */
  groups: readonly (readonly MenuItem[])[];
  align?: 'start' | 'end';
  /** Given together when something else opens it too, such as a right click. */
  isOpen?: boolean;
  onOpenChange?: (isOpen: boolean) => void;
}

export function Menu({ trigger, groups, align = 'end', isOpen, onOpenChange }: MenuProps) {
  const filled = groups.filter((group) => group.length > 0);
  return (
    <Radix.Root
      modal={false}
      {...(isOpen === undefined ? {} : { open: isOpen })}
      {...(onOpenChange === undefined ? {} : { onOpenChange })}
    >
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          align={align}
          sideOffset={4}
          collisionPadding={8}
          // A notice that goes gives the focus back to where it was: that closes no menu.
          onFocusOutside={(event) => event.preventDefault()}
          className={classNames(floatStyle, 'max-h-[70vh] max-w-128 min-w-48 overflow-y-auto p-1')}
        >
          {filled.map((group, index) => (
            <Radix.Group key={group[0]?.label}>
              {index > 0 && <Radix.Separator className="mx-1 my-1 h-px bg-line" />}
              {group.map((item) => (
                <Item key={item.label} item={item} />
              ))}
            </Radix.Group>
          ))}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

function Item({ item }: { item: MenuItem }) {
  const { icon: Icon } = item;
  const content = (
    <>
      {Icon !== undefined && (
        <Icon aria-hidden size={14} strokeWidth={1.75} className="shrink-0 opacity-80" />
      )}
      <span className="min-w-0 flex-1">
        <span className="block">{item.label}</span>
        {item.detail !== undefined && (
          <span className="code block text-small break-all text-faint">{item.detail}</span>
        )}
      </span>
      {item.kbd !== undefined && <Kbd keys={item.kbd} className="ml-4" />}
    </>
  );
  const className = classNames(itemStyle, item.isDanger === true && 'text-err');
  if (item.isChecked !== undefined) {
    return (
      <Radix.CheckboxItem
        className={classNames(className, 'pr-7')}
        checked={item.isChecked}
        disabled={item.isDisabled === true}
        onSelect={item.onSelect}
      >
        {content}
        <Radix.ItemIndicator className="absolute right-2 text-accent">
          <Check size={13} />
        </Radix.ItemIndicator>
      </Radix.CheckboxItem>
    );
  }
  return (
    <Radix.Item className={className} disabled={item.isDisabled === true} onSelect={item.onSelect}>
      {content}
    </Radix.Item>
  );
}
