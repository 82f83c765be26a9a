import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { recognize } from './providers/recognize.ts';
import { schemesOf } from './signatures/registry.ts';
import { isUnusable, type Scheme, type SignedMessage } from './signatures/scheme.ts';
import { sign, withSignature } from './signatures/sign.ts';
import { verify } from './signatures/verify.ts';
import { renderNow } from './template-messages.ts';
import { listTemplates } from './templates/directory.ts';

const AT = Date.UTC(2026, 10, 25, 16, 31, 7);
const render = (choice: Parameters<typeof renderNow>[0]) => renderNow(choice, AT);

const keyText = { type: 'pkcs8', format: 'pem' } as const;
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export(keyText).toString();
const elliptic = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export(keyText).toString();
const edwards = generateKeyPairSync('ed25519').privateKey.export(keyText).toString();

/** A secret of the shape that each scheme asks for. */
function secretFor({ id, kind }: Scheme): string {
  if (id === 'paypal-rsa') return `8PT597110X687430LKGECATA\n${rsa}`;
  if (kind === 'rsa') return rsa;
  if (kind === 'ecdsa') return elliptic;
  if (kind === 'ed25519') return edwards;
  if (id === 'standard-v1') return `whsec_${Buffer.alloc(24, 7).toString('base64')}`;
  return '5f1d7a84db00d2fce00b31a7fc73224f5f1d7a84db00d2fce00b31a7fc73224f';
}

const signing = listTemplates().filter(({ provider }) => schemesOf(provider).length > 0);

test.each(signing.map((info) => [`${info.provider} ${info.event}`, info] as const))(
  '%s is signed as its provider signs, and verifies',
  (_name, { provider, event, eventType }) => {
    const rendered = render({ provider, event, at: AT, seed: 'signed' });
    const scheme = schemesOf(provider).find(({ id }) => id === rendered.sign?.scheme);
    if (scheme === undefined) throw new Error('No such scheme.');
    const secret = secretFor(scheme);
    const message: SignedMessage = {
      method: rendered.method,
      url: `https://hooks.example.com${rendered.path}`,
      headers: rendered.headers,
      body: new TextEncoder().encode(rendered.body.text),
    };
    const parts = sign({ scheme, message, secret, at: AT, id: 'msg_2gXkV3nKq' });
    if (isUnusable(parts)) throw new Error(parts.message);
    const signed = withSignature(message, parts);
    const input = { message: signed, schemes: [scheme], secrets: [{ value: secret }], at: AT + 1000 };
    expect(verify(input)).toMatchObject({ status: 'verified' });
    const tampered = { ...signed, body: new TextEncoder().encode(`${rendered.body.text} `) };
    // Some sign a part of the body only, or nothing of it.
    if (!['mailgun-hmac', 'adyen-hmac', 'sns-v1', 'sns-v2'].includes(scheme.id) && scheme.kind !== 'token') {
      expect(verify({ ...input, message: tampered }).status).toBe('rejected');
    }
    // Signing changes nothing in what it is recognized as.
    const { pathname, search } = new URL(signed.url);
    expect(recognize({ ...signed, target: pathname + search })).toMatchObject({
      providerId: provider,
      ...(eventType === undefined ? {} : { eventType }),
    });
  },
);
