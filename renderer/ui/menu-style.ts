/** A panel that floats above the window. */
export const floatStyle =
  'appear z-50 overflow-hidden rounded-card border border-line bg-raised text-fg shadow-float outline-none';

/** One row of a menu or a list of options. */
export const itemStyle =
  'relative flex min-h-7 cursor-default items-center gap-2 rounded-control px-2 py-1 outline-none select-none ' +
  'data-highlighted:bg-hover data-disabled:pointer-events-none data-disabled:opacity-50';
