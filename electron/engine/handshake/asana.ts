import { headerText } from './fields.ts';
import type { Handshake } from './handshake.ts';

/** developers.asana.com/reference/createwebhook, read 2026-11-25: the same header, status 200 or 204; its example has 200. */
export const asana: Handshake = {
  id: 'asana',
  isUnsigned: true,
  answer({ facts }) {
    const secret = headerText(facts, 'x-hook-secret');
    if (facts.request.method !== 'POST' || secret === undefined) return undefined;
    return {
      reply: { status: 200, headers: [{ name: 'X-Hook-Secret', value: secret }], body: { text: '' } },
      explanation:
        'Asana asked to set up the webhook: its X-Hook-Secret was sent back. Later requests are signed with that secret.',
    };
  },
};
