import type { LucideIcon } from 'lucide-react';

/** One thing a user can do. Menu, palette and shortcuts share one list of them. */
export interface PaletteAction {
  id: string;
  label: string;
  group: 'Request' | 'Go to' | 'Bins' | 'Drafts' | 'Tunnel' | 'Window';
  icon: LucideIcon;
  /** More words it is found by. */
  keywords?: string[];
  /** A binding such as `R` or `$mod+K`. Those without `$mod` are dead while someone types. */
  keys?: string;
  /** Left out of the palette: moving around, which only makes sense by key. */
  isKeyOnly?: boolean;
  run: () => void;
}
