import type { editor } from 'monaco-editor/editor';

/** Reads a CSS custom property such as `--bg`; empty when there is none. */
export type ReadToken = (name: `--${string}`) => string;

/** `#abc`, `#aabbcc`, `#aabbccdd` or `rgb(…)` as `#rrggbb` or `#rrggbbaa`, which is all Monaco takes. */
export function toHex(color: string, fallback: string): string {
  const text = color.trim().toLowerCase();
  if (/^#(?:[0-9a-f]{6}|[0-9a-f]{8})$/.test(text)) return text;
  if (/^#[0-9a-f]{3,4}$/.test(text)) return `#${text.slice(1).replace(/./g, '$&$&')}`;
  const parts = /^rgba?\(\s*([\d.]+)[\s,]+([\d.]+)[\s,]+([\d.]+)(?:[\s,/]+([\d.]+)(%?))?\s*\)$/.exec(text);
  if (parts === null) return fallback;
  const [, red, green, blue, alpha, percent] = parts;
  const channels = [red, green, blue].map((channel) => Number(channel));
  if (alpha !== undefined) channels.push((Number(alpha) / (percent === '%' ? 100 : 1)) * 255);
  return `#${channels.map((channel) => Math.round(channel).toString(16).padStart(2, '0')).join('')}`;
}

/** Whether dark text stands on this background: relative luminance, roughly. */
const isLight = (hex: string): boolean => {
  const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
  return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0) > 127;
};

/** The editor's theme, made of the window's tokens. */
export function themeFrom(read: ReadToken): editor.IStandaloneThemeData {
  const token = (name: `--${string}`, fallback: string): string => toHex(read(name), fallback);
  const background = token('--bg', '#0f1114');
  const light = isLight(background);
  const text = token('--text', light ? '#16191d' : '#e7e9ec');
  const muted = token('--muted', light ? '#56606c' : '#a0a8b3');
  const line = token('--line', light ? '#e2e5ea' : '#252a31');
  const accent = token('--accent', light ? '#4a55d9' : '#8b95ff').slice(0, 7);
  const raised = token('--raised', light ? '#ffffff' : '#1b1f25');
  const hover = token('--hover', light ? '#f0f2f5' : '#1f242b');
  const key = token('--code-key', light ? '#3545c4' : '#9db4ff').slice(1, 7);
  const string = token('--code-string', light ? '#11764a' : '#86d3a4').slice(1, 7);
  const number = token('--code-number', light ? '#9a5b00' : '#e9b872').slice(1, 7);
  const quiet = muted.slice(1, 7);
  return {
    base: light ? 'vs' : 'vs-dark',
    inherit: true,
    rules: [
      { token: '', foreground: text.slice(1, 7) },
      { token: 'string.key.json', foreground: key },
      { token: 'string.value.json', foreground: string },
      { token: 'string', foreground: string },
      { token: 'number', foreground: number },
      { token: 'keyword', foreground: number },
      { token: 'keyword.json', foreground: number },
      { token: 'tag', foreground: key },
      { token: 'attribute.name', foreground: number },
      { token: 'attribute.value', foreground: string },
      { token: 'type', foreground: key },
      { token: 'comment', foreground: quiet },
      { token: 'delimiter', foreground: quiet },
      { token: 'delimiter.bracket.json', foreground: text.slice(1, 7) },
      { token: 'delimiter.array.json', foreground: text.slice(1, 7) },
      { token: 'delimiter.colon.json', foreground: text.slice(1, 7) },
      { token: 'delimiter.comma.json', foreground: text.slice(1, 7) },
    ],
    colors: {
      'editor.background': background,
      'editor.foreground': text,
      'editorLineNumber.foreground': muted,
      'editorLineNumber.activeForeground': text,
      'editorCursor.foreground': accent,
      'editor.selectionBackground': `${accent}40`,
      'editor.inactiveSelectionBackground': `${accent}26`,
      'editor.selectionHighlightBackground': `${accent}1f`,
      'editor.wordHighlightBackground': `${accent}1f`,
      'editor.lineHighlightBackground': '#00000000',
      'editor.lineHighlightBorder': '#00000000',
      'editor.findMatchBackground': `${accent}66`,
      'editor.findMatchHighlightBackground': `${accent}33`,
      'editor.rangeHighlightBackground': `${accent}14`,
      'editor.foldBackground': `${accent}14`,
      'editorBracketMatch.background': `${accent}26`,
      'editorBracketMatch.border': '#00000000',
      'editorIndentGuide.background1': line,
      'editorIndentGuide.activeBackground1': muted,
      'editorWidget.background': raised,
      'editorWidget.border': line,
      'editorHoverWidget.background': raised,
      'editorHoverWidget.border': line,
      'input.background': background,
      'input.foreground': text,
      'input.border': line,
      'inputOption.activeBorder': accent,
      focusBorder: accent,
      'editorGutter.foldingControlForeground': muted,
      'scrollbarSlider.background': `${muted.slice(0, 7)}33`,
      'scrollbarSlider.hoverBackground': `${muted.slice(0, 7)}55`,
      'scrollbarSlider.activeBackground': `${muted.slice(0, 7)}77`,
      'scrollbar.shadow': '#00000000',
      'widget.shadow': '#00000040',
      'menu.background': raised,
      'menu.foreground': text,
      'menu.selectionBackground': hover,
      'menu.selectionForeground': text,
      'menu.border': line,
      'quickInput.background': raised,
      'quickInput.foreground': text,
      'list.hoverBackground': hover,
      'list.focusBackground': hover,
      'editorError.foreground': token('--err', light ? '#c12f3c' : '#f2707a'),
      'editorWarning.foreground': token('--warn', light ? '#95620a' : '#e5b04b'),
    },
  };
}
