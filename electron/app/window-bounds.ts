import { z } from 'zod';

/** Where a window was: its place and size when not maximised. */
export const WindowBounds = z.object({
  x: z.int(),
  y: z.int(),
  width: z.int().min(400),
  height: z.int().min(300),
  isMaximized: z.boolean(),
});
export type WindowBounds = z.infer<typeof WindowBounds>;

interface Area {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A window is put back only where enough of it shows on a display that is still there. */
export function isReachable(bounds: Area, displays: readonly Area[]): boolean {
  return displays.some((display) => {
    const overlapX =
      Math.min(bounds.x + bounds.width, display.x + display.width) - Math.max(bounds.x, display.x);
    const overlapY =
      Math.min(bounds.y + bounds.height, display.y + display.height) - Math.max(bounds.y, display.y);
    return overlapX >= 200 && overlapY >= 100;
  });
}
