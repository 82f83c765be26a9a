import { useEffect, useEffectEvent } from 'react';
import { tinykeys } from 'tinykeys';
import type { PaletteAction } from '../features/palette/palette-action.ts';

/**
 * Binds the keys of the actions there are; `scope` says when there may be others. Plain letters do nothing while someone
 * types or a dialog is open.
 */
export function useShortcuts(actionsNow: () => readonly PaletteAction[], scope: string): void {
  const list = useEffectEvent(actionsNow);
  useEffect(() => {
    const bindings = list().flatMap(({ id, keys }) => (keys === undefined ? [] : [{ id, keys }]));
    return tinykeys(
      window,
      Object.fromEntries(
        bindings.map(({ id, keys }) => [
          // A question mark needs Shift on most layouts.
          keys === '?' ? 'Shift+(\\?)' : keys,
          (event: KeyboardEvent) => {
            if (event.defaultPrevented || (event.repeat && !isRepeatable(id))) return;
            if (!keys.includes('$mod') && isTaken(event.target)) return;
            event.preventDefault();
            list()
              .find((action) => action.id === id)
              ?.run();
          },
        ]),
      ),
    );
  }, [scope]);
}

const isRepeatable = (id: string) => id === 'exchange.next' || id === 'exchange.previous';

/** Whether a plain key belongs to something else: a field, an editor, a dialog or a menu. */
function isTaken(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest(
      'input, textarea, select, [contenteditable], .monaco-editor, [role=dialog], [role=alertdialog], [role=menu], [data-radix-popper-content-wrapper]',
    ) !== null
  );
}
