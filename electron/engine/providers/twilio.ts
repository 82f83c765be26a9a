import { textAt } from './json-field.ts';
import type { Provider } from './provider.ts';
import { ANY_SUCCESS, SECOND } from './spans.ts';

/**
 * Parameters: twilio.com/docs/messaging/guides/webhook-request and twilio.com/docs/voice/twiml. Twilio names no event: the
 * type is made of what the request is about and of the status in it, as in `message.delivered`.
 */
export const twilio: Provider = {
  id: 'twilio',
  name: 'Twilio',
  mark: { letters: 'Tw', color: '#c9151e' },
  docsUrl: 'https://www.twilio.com/docs/usage/webhooks',
  clues: { headers: ['x-twilio-signature'], body: ['AccountSid=AC'], query: ['AccountSid=AC'] },
  recognizes: (request) =>
    request.header('x-twilio-signature') !== undefined ||
    parameters(request.target, request.form()).get('AccountSid')?.startsWith('AC') === true,
  eventType(request) {
    const form = parameters(request.target, request.form());
    if (form.has('RecordingSid')) return `recording.${form.get('RecordingStatus') ?? 'completed'}`;
    if (form.has('MessageSid') || form.has('SmsSid')) {
      const status = form.get('MessageStatus') ?? form.get('SmsStatus');
      return status === null ? 'message' : `message.${status}`;
    }
    if (form.has('CallSid')) return `call.${form.get('CallStatus') ?? 'in-progress'}`;
    return form.get('EventType') ?? textAt(request.json(), 0, 'type') ?? textAt(request.json(), 'type');
  },
  eventId: (request) => request.header('i-twilio-idempotency-token') ?? textAt(request.json(), 0, 'id'),
  schemeIds: ['twilio-sha1'],
  secret: {
    label: 'Auth token',
    example: '32 hex digits',
    where: 'console.twilio.com → Account Info → Auth Token. The primary one signs; a subaccount has its own.',
  },
  handshake: 'None; a message or call webhook is answered with TwiML, an empty <Response/> does nothing.',
  deadlineMs: 15 * SECOND,
  retryProfile: {
    delaysMs: [0],
    timeoutMs: 15 * SECOND,
    successStatuses: ANY_SUCCESS,
    isRetryAfterHonored: false,
    finalStatuses: [],
    afterwards: 'Voice and messaging webhooks go to the fallback URL where one is set.',
    note: 'By default one retry, only after a failed connection; #rc=, #rp= and #rt= at the end of the webhook URL change that.',
    source: 'https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides',
    readOn: '2026-11-25',
  },
};

/** Twilio calls with GET where it is told to, and the parameters are then in the query. */
function parameters(target: string, form: URLSearchParams): URLSearchParams {
  const query = target.indexOf('?');
  return form.size > 0 || query === -1 ? form : new URLSearchParams(target.slice(query + 1));
}
