import { describe, expect, it } from 'vitest';
import { themeFrom, toHex } from './theme.ts';

describe('a colour for Monaco', () => {
  it.each([
    ['#0f1114', '#0f1114'],
    [' #FFF ', '#ffffff'],
    ['#8b95ff22', '#8b95ff22'],
    ['rgb(15, 17, 20)', '#0f1114'],
    ['rgb(15 17 20 / 50%)', '#0f111480'],
    ['rgba(15, 17, 20, 0.5)', '#0f111480'],
    ['', '#123456'],
    ['color-mix(in srgb, red, blue)', '#123456'],
  ])('%j is %s', (color, hex) => {
    expect(toHex(color, '#123456')).toBe(hex);
  });
});

describe('the theme of the editor', () => {
  it('is built on the light base for a light background and takes its colours from the tokens', () => {
    const tokens: Record<string, string> = {
      '--bg': '#f4f5f7',
      '--text': '#16191d',
      '--code-key': '#3545c4',
    };
    const theme = themeFrom((name) => tokens[name] ?? '');
    expect(theme.base).toBe('vs');
    expect(theme.colors['editor.background']).toBe('#f4f5f7');
    expect(theme.rules).toContainEqual({ token: 'string.key.json', foreground: '3545c4' });
    expect(themeFrom(() => '').base).toBe('vs-dark');
  });

  it('holds nothing but colours that Monaco can read', () => {
    for (const color of Object.values(themeFrom(() => 'nonsense').colors)) {
      expect(color).toMatch(/^#(?:[0-9a-f]{6}|[0-9a-f]{8})$/);
    }
  });
});
