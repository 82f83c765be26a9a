import { classNames } from './class-names.ts';

const styles: Record<string, string> = {
  GET: 'text-info',
  HEAD: 'text-info',
  POST: 'text-warn',
  PUT: 'text-warn',
  PATCH: 'text-warn',
  DELETE: 'text-err',
};

/** An HTTP method, in the colour of what it does; long or unknown ones are cut with an ellipsis. */
export function MethodLabel({ method, className }: { method: string; className?: string }) {
  return (
    <span
      className={classNames(
        'code inline-block max-w-24 shrink-0 truncate text-small font-medium',
        styles[method] ?? 'text-muted',
        className,
      )}
    >
      {method}
    </span>
  );
}
