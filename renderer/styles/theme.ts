import type { Settings } from '../../shared/model/settings.ts';

type ThemeSetting = Settings['appearance']['theme'];
export type Theme = 'light' | 'dark';

const prefersLight = window.matchMedia('(prefers-color-scheme: light)');
const themeListeners = new Set<(theme: Theme) => void>();
let setting: ThemeSetting = 'system';

export function currentTheme(): Theme {
  if (setting !== 'system') return setting;
  return prefersLight.matches ? 'light' : 'dark';
}

function paint(): void {
  const theme = currentTheme();
  if (document.documentElement.dataset['theme'] === theme) return;
  document.documentElement.dataset['theme'] = theme;
  for (const listener of themeListeners) listener(theme);
}

/** Called once before the first paint, and again whenever the setting changes. */
export function applyTheme(next: ThemeSetting): void {
  setting = next;
  paint();
}

/** Also fires when the system switches while the setting is `system`. */
export function onThemeChange(listener: (theme: Theme) => void): () => void {
  themeListeners.add(listener);
  return () => themeListeners.delete(listener);
}

/** The value of a token such as `--bg`, as a hex colour: for what can't take CSS variables, like an editor's theme. */
export function readToken(name: `--${string}`): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

prefersLight.addEventListener('change', paint);
