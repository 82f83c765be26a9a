import { classNames } from './class-names.ts';
import { toneOfStatus, toneStyle, type Tone } from './status-tone.ts';

export interface StatusPillProps {
  /** An HTTP status; its class decides the tone unless `tone` says otherwise. */
  status?: number | undefined;
  /** A word instead of, or after, the status: `failed`, `OK`, `pending`. */
  text?: string;
  tone?: Tone;
}

export function StatusPill({ status, text, tone }: StatusPillProps) {
  const shown = tone ?? (status === undefined ? 'neutral' : toneOfStatus(status));
  return (
    <span
      className={classNames(
        'code inline-flex h-5 shrink-0 items-center gap-1 rounded-small px-1.5 text-small font-semibold',
        toneStyle[shown],
      )}
    >
      {status}
      {text !== undefined && <span>{text}</span>}
    </span>
  );
}
