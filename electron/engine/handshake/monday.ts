import { jsonText, jsonValue } from './fields.ts';
import { json, type Handshake } from './handshake.ts';

/**
 * developer.monday.com/api-reference/docs/webhooks, “URL Verification”, read 2026-11-25: a JSON object with a `challenge`, and an
 * identical one back; its example has nothing else in it and answers 200.
 */
export const monday: Handshake = {
  id: 'monday',
  isUnsigned: true,
  answer({ facts }) {
    const challenge = jsonText(facts, 'challenge');
    if (facts.request.method !== 'POST' || challenge === undefined) return undefined;
    if (Object.keys(Object(jsonValue(facts)) as object).length !== 1) return undefined;
    return {
      reply: json({ challenge }),
      explanation: 'The sender asked to verify the URL, as monday.com does: its challenge was sent back.',
    };
  },
};
