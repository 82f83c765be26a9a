/** Shared by everything one types into or picks from. */
export const controlStyle =
  'w-full rounded-control border border-line bg-surface px-2 text-fg transition-colors duration-100 ' +
  'hover:border-line-strong focus-visible:border-accent focus-visible:outline-1 focus-visible:outline-offset-0 ' +
  'aria-invalid:border-err disabled:opacity-55 select-text';
