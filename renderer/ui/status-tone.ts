export type Tone = 'ok' | 'info' | 'warn' | 'err' | 'neutral';

/** 2xx ok, 3xx info, 4xx and 5xx err; others neutral. The number itself always stands beside the colour. */
export function toneOfStatus(status: number): Tone {
  if (status >= 200 && status < 300) return 'ok';
  if (status >= 300 && status < 400) return 'info';
  if (status >= 400) return 'err';
  return 'neutral';
}

export const toneStyle: Record<Tone, string> = {
  ok: 'bg-ok-bg text-ok',
  info: 'bg-info-bg text-info',
  warn: 'bg-warn-bg text-warn',
  err: 'bg-err-bg text-err',
  neutral: 'bg-hover text-muted',
};
