import { sign as octokitSign, verify as octokitVerify } from '@octokit/webhooks-methods';
import { Webhook as StandardWebhook } from 'standardwebhooks';
import Stripe from 'stripe';
import { Webhook as SvixWebhook } from 'svix';
import {
  getExpectedTwilioSignature,
  validateRequest,
  validateRequestWithBody,
} from 'twilio/lib/webhooks/webhooks.js';
import { describe, expect, it, vi } from 'vitest';
import {
  asObject,
  isVerified,
  NOW,
  ours,
  PATIENCE,
  randomMessage,
  refusals,
  secretOf,
  textOf,
} from './testing/oracle.ts';
import { message } from './testing/messages.ts';
import type { Chance } from './testing/random-message.ts';

/** What we sign the vendors' libraries accept, and what they sign we verify. Bodies are valid UTF-8, for most of them decode what they hash. */

const JSON_TYPE = { 'Content-Type': 'application/json' };

describe('ours signs, theirs accepts; theirs signs, ours verifies', PATIENCE, () => {
  const stripe = new Stripe('sk_test_none');

  it('stripe', async () => {
    const there = await refusals('stripe there', (chance) => {
      const secret = `whsec_${secretOf(chance)}`;
      const sent = ours('stripe', message({ body: JSON.stringify({ text: chance.text(200) }) }), secret);
      const header = asObject(sent.headers)['stripe-signature'] ?? '';
      const at = NOW + chance.int(300) * 1000;
      stripe.webhooks.constructEvent(textOf(sent), header, secret, 300, undefined, at);
      return true;
    });
    const back = await refusals('stripe back', (chance) => {
      const secret = `whsec_${secretOf(chance)}`;
      const payload = chance.text(200);
      const header = stripe.webhooks.generateTestHeaderString({ payload, secret, timestamp: NOW / 1000 });
      return isVerified(
        'stripe',
        message({ body: payload, headers: { 'Stripe-Signature': header } }),
        secret,
      );
    });
    expect([there, back]).toEqual([0, 0]);
  });

  it('@octokit/webhooks-methods', async () => {
    const there = await refusals('github there', async (chance) => {
      const secret = secretOf(chance);
      const sent = ours('github', randomMessage(chance, { body: `x${chance.text(200)}` }), secret);
      return octokitVerify(secret, textOf(sent), asObject(sent.headers)['x-hub-signature-256'] ?? '');
    });
    const back = await refusals('github back', async (chance) => {
      const secret = secretOf(chance);
      const body = `x${chance.text(200)}`;
      const headers = { 'X-Hub-Signature-256': await octokitSign(secret, body) };
      return isVerified('github', message({ body, headers }), secret);
    });
    expect([there, back]).toEqual([0, 0]);
  });

  it('twilio: forms, with names twice', async () => {
    const form = (chance: Chance) => {
      const pairs: [string, string][] = [];
      for (let index = chance.int(6); index >= 0; index -= 1) {
        pairs.push([`Field${chance.int(5)}`, chance.text(12)]);
      }
      const params: Record<string, string | string[]> = {};
      for (const [name] of pairs) {
        const values = pairs.filter(([other]) => other === name).map(([, value]) => value);
        params[name] = values.length > 1 ? values : (values[0] ?? '');
      }
      return { params, body: new URLSearchParams(pairs).toString() };
    };
    const type = { 'Content-Type': 'application/x-www-form-urlencoded' };
    const there = await refusals('twilio there', (chance) => {
      const secret = chance.bytes(16).toString('hex');
      const { params, body } = form(chance);
      const sent = ours('twilio', randomMessage(chance, { body, headers: type }), secret);
      return validateRequest(secret, asObject(sent.headers)['x-twilio-signature'] ?? '', sent.url, params);
    });
    const ports = ['', ':443', ':8443'];
    const back = await refusals('twilio back', (chance) => {
      const secret = chance.bytes(16).toString('hex');
      const { params, body } = form(chance);
      const path = `/sms?x=${chance.int(99)}`;
      // Signed with or without the port, and received the other way.
      const signedUrl = `https://shop.example${chance.int(2) === 0 ? '' : ':443'}${path}`;
      const url = `https://shop.example${ports[chance.int(2)] ?? ''}${path}`;
      const signature = getExpectedTwilioSignature(secret, signedUrl, params);
      return isVerified(
        'twilio',
        message({ url, body, headers: { ...type, 'X-Twilio-Signature': signature } }),
        secret,
      );
    });
    expect([there, back]).toEqual([0, 0]);
  });

  it('twilio: JSON, by its hash in the URL', async () => {
    const there = await refusals('twilio json', (chance) => {
      const secret = chance.bytes(16).toString('hex');
      const sent = ours(
        'twilio',
        randomMessage(chance, { body: `x${chance.text(99)}`, headers: JSON_TYPE }),
        secret,
      );
      const signature = asObject(sent.headers)['x-twilio-signature'] ?? '';
      return (
        validateRequestWithBody(secret, signature, sent.url, textOf(sent)) &&
        isVerified('twilio', sent, secret)
      );
    });
    expect(there).toBe(0);
  });

  it('standardwebhooks and svix', async () => {
    vi.useFakeTimers({ now: NOW, toFake: ['Date'] });
    try {
      const libraries = [
        ['standard-webhooks', (secret: string) => new StandardWebhook(secret)],
        ['svix', (secret: string) => new SvixWebhook(secret)],
      ] as const;
      for (const [providerId, open] of libraries) {
        const prefix = providerId === 'svix' ? 'svix' : 'webhook';
        const there = await refusals(`${providerId} there`, (chance) => {
          const secret = `whsec_${chance.bytes(24).toString('base64')}`;
          const body = JSON.stringify({ text: chance.text(200) });
          const at = NOW + (chance.int(601) - 300) * 1000;
          const sent = ours(providerId, message({ body }), secret, at);
          open(secret).verify(body, asObject(sent.headers));
          return true;
        });
        const back = await refusals(`${providerId} back`, (chance) => {
          const secret = `whsec_${chance.bytes(24).toString('base64')}`;
          const body = chance.text(200);
          const headers = {
            [`${prefix}-id`]: 'msg_1',
            [`${prefix}-timestamp`]: String(NOW / 1000),
            [`${prefix}-signature`]: `v1,AAAA ${open(secret).sign('msg_1', new Date(NOW), body)}`,
          };
          return isVerified(providerId, message({ body, headers }), secret);
        });
        expect([providerId, there, back]).toEqual([providerId, 0, 0]);
      }
    } finally {
      vi.useRealTimers();
    }
  });
});
