import { jsonText } from './fields.ts';
import { plainText, wrongSignature, type Handshake } from './handshake.ts';

/** docs.slack.dev/reference/events/url_verification, read 2026-11-25: the challenge as `text/plain`; it is signed. */
export const slack: Handshake = {
  id: 'slack',
  isUnsigned: false,
  answer(request) {
    const { facts } = request;
    const challenge = jsonText(facts, 'challenge');
    if (facts.request.method !== 'POST' || jsonText(facts, 'type') !== 'url_verification') return undefined;
    if (challenge === undefined) return undefined;
    return (
      wrongSignature(request, 'Slack') ?? {
        reply: plainText(challenge),
        explanation: 'Slack asked to verify the URL: its challenge was sent back.',
      }
    );
  },
};
