import { createHash } from 'node:crypto';
import { findHeader } from '../../../shared/http/headers.ts';
import type { PaypalEnvironment } from '../../../shared/model/paypal-lab.ts';
import { firstDifference } from './difference.ts';
import { compareMessages } from './ipn-comparison.ts';
import { isSandboxMessage, takeCommand } from './ipn-message.ts';
import type { SentMessage } from '../ports.ts';
import { isOwn, type SentMessages } from './sent-messages.ts';
import type { Verdict } from './verdict.ts';

export interface IpnQuestion {
  body: Uint8Array;
  /** What stands behind the `?` of the URL. */
  query: string;
  environment: PaypalEnvironment;
}

/** Below this a message has too little in common with what was sent to be called a changed one. */
const LEAST_LIKENESS = 0.4;

/**
 * Answers an IPN post-back as PayPal does: VERIFIED for a message that was sent, byte for byte, and posted back to the
 * world it came from; INVALID for anything else.
 */
export async function judgeIpn(question: IpnQuestion, sent: SentMessages): Promise<Verdict> {
  const posted = takeCommand(Buffer.from(question.body).toString('latin1'), question.query);
  const { message, warnings } = posted;
  const invalid = (rest: Omit<Verdict, 'answer' | 'warnings'>): Verdict => ({
    answer: 'INVALID',
    warnings,
    ...rest,
  });
  if (message === undefined) {
    return invalid({
      reason: 'cmd_missing',
      message: 'cmd=_notify-validate is missing: put it in front of the message.',
    });
  }
  if (message === '') {
    return invalid({
      reason: 'malformed',
      message: 'Nothing but the command came back: the message itself is missing.',
    });
  }
  const bytes = Buffer.from(message, 'latin1');
  const same = (await sent.withBody(createHash('sha256').update(bytes).digest('hex'))).filter(isForm);
  const own = same.find(isOwn);
  if (own !== undefined) return judgeEnvironment(question.environment, message, own.deliveryId, warnings);
  const [forwarded] = same;
  if (forwarded !== undefined) {
    return invalid({
      reason: 'forwarded',
      message: 'Hookbench passed this message on, but did not send it: only its sender can verify it.',
      deliveryId: forwarded.deliveryId,
    });
  }
  const closest = closestTo(message, await sent.recent());
  if (closest === undefined) {
    return invalid({ reason: 'unknown', message: 'Hookbench sent no message like this one.' });
  }
  const difference = firstDifference(closest.body, bytes);
  return invalid({
    reason: closest.comparison.reason,
    message: closest.comparison.message,
    deliveryId: closest.deliveryId,
    ...(difference === undefined ? {} : { difference }),
  });
}

/** Neither of PayPal's worlds knows the messages of the other. */
function judgeEnvironment(
  environment: PaypalEnvironment,
  message: string,
  deliveryId: string,
  warnings: string[],
): Verdict {
  const isSandbox = isSandboxMessage(message);
  const isMismatch = environment !== 'any' && isSandbox !== (environment === 'sandbox');
  if (!isMismatch) {
    return {
      answer: 'VERIFIED',
      reason: 'unchanged',
      message: `Hookbench sent this ${isSandbox ? 'sandbox' : 'live'} message, and not a byte of it has changed.`,
      warnings,
      deliveryId,
    };
  }
  return {
    answer: 'INVALID',
    reason: 'environment',
    message: isSandbox
      ? 'A sandbox message (test_ipn=1) was posted to the live address: post it to the sandbox address.'
      : 'A live message (without test_ipn) was posted to the sandbox address: post it to the live address.',
    warnings,
    deliveryId,
  };
}

const isForm = ({ headers }: Pick<SentMessage, 'headers'>): boolean =>
  /^application\/x-www-form-urlencoded\b/i.test(findHeader(headers, 'content-type') ?? '');

function closestTo(message: string, recent: readonly SentMessage[]) {
  const compared = recent
    .filter((each) => isOwn(each) && isForm(each))
    .map((each) => ({
      deliveryId: each.deliveryId,
      body: each.body,
      comparison: compareMessages(Buffer.from(each.body).toString('latin1'), message),
    }));
  const [best] = compared.toSorted((a, b) => b.comparison.likeness - a.comparison.likeness);
  return best !== undefined && best.comparison.likeness >= LEAST_LIKENESS ? best : undefined;
}
