import type { Header } from '../../../shared/model/header.ts';
import { headerText } from './fields.ts';
import type { Handshake } from './handshake.ts';

/**
 * OPTIONS with `WebHook-Request-Origin` (CloudEvents, HTTP 1.1 Web Hooks 1.0.2 §4, read 2026-11-25): the origin in
 * `WebHook-Allowed-Origin` and the rate asked for, or `*` where none was, in `WebHook-Allowed-Rate` permit the delivery; the status
 * alone means nothing. `WebHook-Request-Callback` is not called: the headers permit it already.
 */
export const cloudevents: Handshake = {
  id: 'cloudevents',
  isUnsigned: true,
  answer({ facts }) {
    const origin = headerText(facts, 'webhook-request-origin');
    if (facts.request.method !== 'OPTIONS' || origin === undefined || origin.length > 255) {
      return undefined;
    }
    const requested = headerText(facts, 'webhook-request-rate');
    const rate = requested !== undefined && /^[1-9]\d{0,8}$/.test(requested) ? requested : '*';
    const headers: Header[] = [
      { name: 'WebHook-Allowed-Origin', value: origin },
      { name: 'WebHook-Allowed-Rate', value: rate },
      { name: 'Allow', value: 'POST' },
    ];
    const rateWords = rate === '*' ? 'at any rate' : `at up to ${rate} requests a minute`;
    return {
      reply: { status: 200, headers, body: { text: '' } },
      explanation: `The sender ${origin} asked whether it may send CloudEvents here: it may, ${rateWords}.`,
    };
  },
};
