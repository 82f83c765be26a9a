import { useEffect, useSyncExternalStore } from 'react';
import { useWorkbench } from '../state/workbench.ts';
import { applyTheme, currentTheme, onThemeChange, type Theme } from '../styles/theme.ts';

/** Paints the window in the theme of the settings, and returns it. */
export function useTheme(): Theme {
  const setting = useWorkbench((state) => state.settings.appearance.theme);
  useEffect(() => applyTheme(setting), [setting]);
  return useSyncExternalStore(onThemeChange, currentTheme);
}
