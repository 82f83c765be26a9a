import type { MacScheme } from '../scheme.ts';
import { generatedKey, malformed } from '../secret-shape.ts';
import { pairHeader } from './pair-header.ts';

export const paddleH1: MacScheme = pairHeader({
  id: 'paddle-h1',
  name: 'Paddle h1',
  source:
    'https://developer.paddle.com/webhooks/signature-verification and paddle-node-sdk 3.10 webhooks-validator, read 2026-11-25',
  // Paddle's SDKs take five seconds, and any time in the future.
  tolerance: { pastMs: 5_000 },
  header: 'Paddle-Signature',
  separator: ';',
  timestampName: 'ts',
  signatureName: 'h1',
  between: ':',
  key(secret) {
    if (/^pdl_(?:live|sdbx)_apikey_/.test(secret)) {
      return malformed(
        'This is a Paddle API key, not the secret key of a notification destination, which begins with pdl_ntfset_.',
      );
    }
    if (/^ntfset_[a-z0-9]+$/.test(secret)) {
      return malformed(
        'This is the id of a notification destination, not its secret key, which begins with pdl_ntfset_.',
      );
    }
    return generatedKey(secret, 'secret key');
  },
});
