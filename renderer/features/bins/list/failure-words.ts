import type { CaptureFailure } from '../../../../shared/model/exchange.ts';

/** Two words for a row; the detail has the sentence. */
export const failureWords: Record<CaptureFailure, string> = {
  malformed: 'malformed',
  header_overflow: 'head too large',
  timed_out: 'timed out',
  aborted: 'aborted',
  reply_aborted: 'left early',
  interrupted: 'interrupted',
};
