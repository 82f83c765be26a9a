import { useEffect, useId, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { classNames } from '../../ui/class-names.ts';

export interface PickListProps<Item> {
  /** The accessible name. */
  label: string;
  items: readonly Item[];
  keyOf: (item: Item) => string;
  pickedKey: string | undefined;
  onPick: (item: Item) => void;
  /** Enter, or a double click, on the picked item. */
  onConfirm?: () => void;
  renderItem: (item: Item, isPicked: boolean) => ReactNode;
  className?: string;
}

/** A list of which one item is picked: with the mouse, or with the arrow keys while it has the focus. */
export function PickList<Item>({
  label,
  items,
  keyOf,
  pickedKey,
  onPick,
  onConfirm,
  renderItem,
  className,
}: PickListProps<Item>) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const index = items.findIndex((item) => keyOf(item) === pickedKey);
  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }, [pickedKey]);

  const onKeyDown = (event: KeyboardEvent) => {
    const targets: Record<string, number> = {
      ArrowDown: Math.min(index + 1, items.length - 1),
      ArrowUp: Math.max(index - 1, 0),
      Home: 0,
      End: items.length - 1,
    };
    const target = items[targets[event.key] ?? -1];
    if (target !== undefined) onPick(target);
    else if (event.key === 'Enter' && index !== -1) onConfirm?.();
    else return;
    event.preventDefault();
  };
  return (
    <div
      ref={list}
      role="listbox"
      aria-label={label}
      tabIndex={0}
      {...(index === -1 ? {} : { 'aria-activedescendant': `${id}-${index}` })}
      onKeyDown={onKeyDown}
      className={classNames('focus-inset min-h-0 overflow-y-auto p-1 outline-none', className)}
    >
      {items.map((item, at) => (
        <div
          key={keyOf(item)}
          id={`${id}-${at}`}
          role="option"
          aria-selected={at === index}
          className={classNames(
            'cursor-default rounded-control px-2 transition-colors duration-100',
            at === index ? 'bg-accent-bg text-fg' : 'text-muted hover:bg-hover hover:text-fg',
          )}
          onClick={() => onPick(item)}
          onDoubleClick={onConfirm}
        >
          {renderItem(item, at === index)}
        </div>
      ))}
    </div>
  );
}
