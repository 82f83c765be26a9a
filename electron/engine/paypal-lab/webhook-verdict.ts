import { findHeader } from '../../../shared/http/headers.ts';
import { firstDifference } from './difference.ts';
import type { SentMessage } from '../ports.ts';
import { isOwn, type SentMessages } from './sent-messages.ts';
import { AUTH_ALGORITHM, isSignedBy, SIMULATOR_WEBHOOK_ID, type Transmission } from './transmission.ts';
import type { Verdict } from './verdict.ts';
import type { WebhookQuestion } from './webhook-question.ts';

export interface WebhookJudge {
  certificate: string;
  /** Whether this is an address at which the lab serves its certificate. */
  isOwnCertificateUrl(url: string): boolean;
  /** The id of the webhook that is set up. */
  webhookId: string;
  sent: SentMessages;
}

/**
 * Answers `verify-webhook-signature`: SUCCESS when the lab's key signed this transmission for this webhook id over this
 * event. PayPal's own endpoint takes an event that was parsed and written anew, so that is no failure; the order of its
 * members and every value must be as they were.
 */
export async function judgeWebhook(question: WebhookQuestion, judge: WebhookJudge): Promise<Verdict> {
  const failure = (rest: Omit<Verdict, 'answer' | 'warnings'>): Verdict => ({
    answer: 'FAILURE',
    warnings: [],
    ...rest,
  });
  if (question.auth_algo !== AUTH_ALGORITHM) {
    return failure({
      reason: 'algorithm',
      message: `auth_algo is not ${AUTH_ALGORITHM}, which the PAYPAL-AUTH-ALGO header said.`,
    });
  }
  if (!judge.isOwnCertificateUrl(question.cert_url)) {
    return failure({
      reason: 'certificate',
      message: 'cert_url does not name the lab’s certificate: the message was not signed by the lab.',
    });
  }
  const sent = (await judge.sent.recent()).find(
    (each) => isOwn(each) && findHeader(each.headers, 'paypal-transmission-id') === question.transmission_id,
  );
  const isSigned = (webhookId: string, body: Uint8Array, from: Partial<Transmission> = {}) =>
    isSignedBy(
      judge.certificate,
      { id: question.transmission_id, time: question.transmission_time, webhookId, ...from },
      body,
      question.transmission_sig,
    );
  const bodies = candidateBodies(question.event, sent);
  const body = bodies.find((each) => isSigned(question.webhook_id, each));
  if (body !== undefined) return success(question, body, sent);

  const about = sent === undefined ? {} : { deliveryId: sent.deliveryId };
  const otherId = [judge.webhookId, SIMULATOR_WEBHOOK_ID].find((id) =>
    bodies.some((each) => isSigned(id, each)),
  );
  if (otherId !== undefined) {
    return failure({
      reason: 'webhook_id',
      message: `It was signed for the webhook id ${otherId}, but webhook_id is ${question.webhook_id}.`,
      ...about,
    });
  }
  if (sent === undefined) {
    return failure({
      reason: 'unknown',
      message: 'The signature does not fit, and Hookbench sent no message with this transmission_id.',
    });
  }
  const time = findHeader(sent.headers, 'paypal-transmission-time') ?? '';
  const hasSentSignature =
    findHeader(sent.headers, 'paypal-transmission-sig') === question.transmission_sig &&
    time === question.transmission_time;
  if (!hasSentSignature) {
    return failure({
      reason: 'transmission',
      message: 'transmission_time or transmission_sig is not what the headers of this message said.',
      ...about,
    });
  }
  const difference = firstDifference(sent.body, question.event);
  return failure({
    reason: difference === undefined ? 'webhook_id' : 'changed',
    message:
      difference === undefined
        ? 'The event is as it was sent: it was signed for another webhook id.'
        : 'webhook_event is not the event that was sent: pass on what came, with its members in their order.',
    ...about,
    ...(difference === undefined ? {} : { difference }),
  });
}

function success(question: WebhookQuestion, body: Uint8Array, sent: SentMessage | undefined): Verdict {
  const isSame = Buffer.from(question.event).equals(body);
  return {
    answer: 'SUCCESS',
    reason: isSame ? 'unchanged' : 'same_event',
    message: isSame
      ? 'The lab signed exactly this event for this webhook id.'
      : 'The lab signed this event for this webhook id; it came back with other white space or escapes.',
    warnings:
      question.webhook_id === SIMULATOR_WEBHOOK_ID
        ? ['PayPal’s own endpoint verifies no event of its simulator: check those in your code.']
        : [],
    ...(sent === undefined ? {} : { deliveryId: sent.deliveryId }),
  };
}

/** What may have been signed: the text that came, the same without its white space, and what was sent where that says the same. */
function candidateBodies(event: Uint8Array, sent: SentMessage | undefined): Uint8Array[] {
  const compact = compacted(event);
  const isSameEvent = sent !== undefined && compact !== undefined && compacted(sent.body) === compact;
  return [
    event,
    ...(compact === undefined ? [] : [Buffer.from(compact)]),
    ...(isSameEvent ? [sent.body] : []),
  ];
}

function compacted(json: Uint8Array): string | undefined {
  try {
    return JSON.stringify(JSON.parse(Buffer.from(json).toString('utf8')));
  } catch {
    return undefined;
  }
}
