import type { MacScheme } from '../scheme.ts';
import { generatedKey, malformed } from '../secret-shape.ts';
import { timedHmac } from './timed-hmac.ts';

export const slackV0: MacScheme = timedHmac({
  id: 'slack-v0',
  name: 'Slack v0',
  source:
    'https://docs.slack.dev/authentication/verifying-requests-from-slack and bolt-js 5.1 verify-request.ts, read 2026-11-25',
  algorithm: 'sha256',
  encoding: 'hex',
  header: 'X-Slack-Signature',
  prefix: 'v0=',
  timestampHeader: 'X-Slack-Request-Timestamp',
  timestampUnit: 's',
  // The documents take the absolute difference; Bolt looks at the age only.
  tolerance: { pastMs: 300_000, futureMs: 300_000 },
  before: (timestamp) => `v0:${timestamp}:`,
  key(secret) {
    const token = /^x(?:ox[abpr]|app)-/.exec(secret);
    if (token !== null) {
      return malformed(
        `This is a Slack token (${token[0]}…), not the signing secret, which stands under Basic Information → App Credentials.`,
      );
    }
    return generatedKey(secret, 'signing secret');
  },
});
