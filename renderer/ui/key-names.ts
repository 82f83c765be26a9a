const isMac = navigator.userAgent.includes('Mac OS');

const macNames: Record<string, string> = { $mod: '⌘', Shift: '⇧', Alt: '⌥', Enter: '⏎', Control: '⌃' };
const otherNames: Record<string, string> = { $mod: 'Ctrl', Enter: '⏎', Control: 'Ctrl' };
const arrows: Record<string, string> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
};

/** A binding such as `$mod+Shift+K` as people of this platform write it: `⌘⇧K`, `Ctrl+Shift+K`. */
export function keyCaps(keys: string): string {
  const names = isMac ? macNames : otherNames;
  return keys
    .split('+')
    .map((key) => names[key] ?? arrows[key] ?? (key.length === 1 ? key.toUpperCase() : key))
    .join(isMac ? '' : '+');
}
