import type { Outcome } from '../../shared/model/exchange.ts';
import type { Reply } from '../../shared/model/reply.ts';
import type { Ending } from './respond/carry-out.ts';

/** What is recorded of how a request was answered. */

export function respondedWith({ status, headers, body }: Reply, respondedAt: number): Outcome {
  return { state: 'responded', status, headers, body, respondedAt };
}

/** The sender of a stored request went away before its reply was written. */
export function unanswered(failedAt: number): Outcome {
  return {
    state: 'failed',
    reason: 'reply_aborted',
    message: 'The sender closed the connection before the reply was written.',
    failedAt,
  };
}

/** Of a reply that took its time or was meant to go wrong. */
export function outcomeOf(ending: Ending, reply: Reply, endedAt: number): Outcome {
  switch (ending.kind) {
    case 'sent':
      return respondedWith(reply, endedAt);
    case 'gone':
      return unanswered(endedAt);
    case 'interrupted':
      return {
        state: 'failed',
        reason: 'interrupted',
        message: 'Hookbench was closed before the reply was written.',
        failedAt: endedAt,
      };
    case 'planned': {
      const { message, status } = ending;
      const seen = status === undefined ? {} : { status };
      return { state: 'failed', reason: 'fault', message, ...seen, failedAt: endedAt };
    }
  }
}
