import type { CaptureFailure, ExchangeSummary, Outcome } from '../../../shared/model/exchange.ts';

/**
 * The state, status and failure reason of an exchange in one integer, the column `exchanges.result`:
 * `150` pending; `200…999` responded with that status; `1000 × (1 + n) + status` failed for the n-th reason, status 0
 * when the sender got none.
 *
 * All of them take two bytes in SQLite's record format, so that an outcome changes its row in place: rows are written
 * back to back, and one that grew would split its page. Whatever went wrong is ≥ 400, which is the failed index.
 */
export const PENDING_CODE = 150;

/** Stored in databases: append only. */
const reasons: readonly CaptureFailure[] = [
  'malformed',
  'header_overflow',
  'timed_out',
  'aborted',
  'reply_aborted',
  'interrupted',
  'fault',
];

export function encodeOutcome(outcome: Outcome): number {
  switch (outcome.state) {
    case 'pending':
      return PENDING_CODE;
    case 'responded':
      return outcome.status;
    case 'failed':
      return 1000 * (1 + reasons.indexOf(outcome.reason)) + (outcome.status ?? 0);
  }
}

export function decodeOutcome(code: number): ExchangeSummary['outcome'] {
  if (code === PENDING_CODE) return { state: 'pending' };
  if (code < 1000) return { state: 'responded', status: code };
  const status = code % 1000;
  const reason = reasons[Math.floor(code / 1000) - 1];
  return {
    state: 'failed',
    ...(status === 0 ? {} : { status }),
    ...(reason === undefined ? {} : { reason }),
  };
}
