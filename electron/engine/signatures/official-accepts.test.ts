import { createRequire } from 'node:module';
import { generateKeyPairSync } from 'node:crypto';
import { EventEmitter } from 'node:events';
import https from 'node:https';
import { Readable } from 'node:stream';
import { Signature as HubspotSignature } from '@hubspot/api-client/lib/src/utils/signature.js';
import { LinearWebhookClient } from '@linear/sdk/webhooks';
import { Paddle } from '@paddle/paddle-node-sdk';
import '@shopify/shopify-api/adapters/node';
import { ApiVersion, LogSeverity, shopifyApi } from '@shopify/shopify-api';
import { verifySlackRequest } from '@slack/bolt/dist/receivers/verify-request.js';
import { verifyKey } from 'discord-interactions';
import { WebhooksHelper } from 'square';
import { describe, expect, it, vi } from 'vitest';
import { selfSigned } from '../self-signed.ts';
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

/** What we sign the libraries that only check accept. */

describe('ours signs, theirs accepts', PATIENCE, () => {
  it('@slack/bolt', async () => {
    const refused = await refusals('slack', (chance) => {
      const secret = chance.bytes(16).toString('hex');
      const sent = ours('slack', randomMessage(chance), secret);
      const headers = asObject(sent.headers);
      verifySlackRequest({
        signingSecret: secret,
        body: textOf(sent),
        headers: {
          'x-slack-signature': headers['x-slack-signature'] ?? '',
          'x-slack-request-timestamp': Number(headers['x-slack-request-timestamp']),
        },
        nowMilliseconds: NOW + chance.int(300) * 1000,
      });
      return isVerified('slack', sent, secret);
    });
    expect(refused).toBe(0);
  });

  it('square', async () => {
    const refused = await refusals('square', (chance) => {
      const secret = secretOf(chance);
      const sent = ours('square', randomMessage(chance), secret);
      return WebhooksHelper.verifySignature({
        requestBody: textOf(sent),
        signatureHeader: asObject(sent.headers)['x-square-hmacsha256-signature'] ?? '',
        signatureKey: secret,
        notificationUrl: sent.url,
      });
    });
    expect(refused).toBe(0);
  });

  it('@paddle/paddle-node-sdk', async () => {
    const paddle = new Paddle('none');
    vi.useFakeTimers({ now: NOW, toFake: ['Date'] });
    try {
      const refused = await refusals('paddle', (chance) => {
        const secret = `pdl_ntfset_${secretOf(chance)}`;
        const sent = ours('paddle', randomMessage(chance), secret, NOW - chance.int(6) * 1000);
        const header = asObject(sent.headers)['paddle-signature'] ?? '';
        return paddle.webhooks.isSignatureValid(textOf(sent), secret, header);
      });
      expect(refused).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });

  it('@hubspot/api-client, all three versions', async () => {
    vi.useFakeTimers({ now: NOW, toFake: ['Date'] });
    try {
      const refused = await refusals('hubspot', (chance) => {
        const secret = secretOf(chance);
        const version = (['v1', 'v2', 'v3'] as const)[chance.int(3)] ?? 'v1';
        const sent = ours('hubspot', randomMessage(chance), secret, NOW, `hubspot-${version}`);
        const headers = asObject(sent.headers);
        return HubspotSignature.isValid({
          method: sent.method,
          signatureVersion: version,
          signature: headers[version === 'v3' ? 'x-hubspot-signature-v3' : 'x-hubspot-signature'] ?? '',
          clientSecret: secret,
          requestBody: textOf(sent),
          url: sent.url,
          timestamp: Number(headers['x-hubspot-request-timestamp']),
        });
      });
      expect(refused).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });

  it('@linear/sdk', async () => {
    vi.useFakeTimers({ now: NOW, toFake: ['Date'] });
    try {
      const refused = await refusals('linear', (chance) => {
        const secret = `lin_wh_${secretOf(chance)}`;
        const body = JSON.stringify({ text: chance.text(99), webhookTimestamp: 1 });
        const at = NOW + chance.int(120_001) - 60_000;
        const sent = ours('linear', message({ body }), secret, at);
        const signature = asObject(sent.headers)['linear-signature'] ?? '';
        return (
          new LinearWebhookClient(secret).verify(Buffer.from(sent.body), signature) &&
          isVerified('linear', sent, secret)
        );
      });
      expect(refused).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });

  it('@shopify/shopify-api', async () => {
    const secret = 'shpss_0123456789abcdef';
    const shopify = shopifyApi({
      apiKey: 'none',
      apiSecretKey: secret,
      apiVersion: ApiVersion.October25,
      hostName: 'shop.example',
      isEmbeddedApp: true,
      logger: { level: LogSeverity.Error },
    });
    const refused = await refusals('shopify', async (chance) => {
      const unsigned = randomMessage(chance, {
        body: `x${chance.text(200)}`,
        headers: {
          'X-Shopify-Topic': 'orders/create',
          'X-Shopify-Shop-Domain': 'shop.myshopify.com',
          'X-Shopify-Webhook-Id': 'w',
          'X-Shopify-API-Version': '2025-10',
        },
      });
      const sent = ours('shopify', unsigned, secret);
      const rawRequest = { method: 'POST', url: '/hooks', headers: asObject(sent.headers) };
      const result = await shopify.webhooks.validate({ rawBody: textOf(sent), rawRequest });
      return result.valid;
    });
    expect(refused).toBe(0);
  });

  it('discord-interactions', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const hex = publicKey.export({ type: 'spki', format: 'der' }).subarray(-32).toString('hex');
    const refused = await refusals('discord', async (chance) => {
      const sent = ours('discord', randomMessage(chance, { body: chance.bytes(chance.int(99)) }), pem);
      const headers = asObject(sent.headers);
      const isTheirs = await verifyKey(
        sent.body,
        headers['x-signature-ed25519'] ?? '',
        headers['x-signature-timestamp'] ?? '',
        hex,
      );
      return isTheirs && isVerified('discord', sent, hex);
    });
    expect(refused).toBe(0);
  });
});

const require = createRequire(import.meta.url);

describe('libraries without types', PATIENCE, () => {
  it('sns-validator, both versions', async () => {
    const Validator = require('sns-validator') as new () => {
      validate(text: string, done: (error: Error | null) => void): void;
    };
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const certificate = selfSigned({
      key: privateKey,
      algorithm: 'rsa',
      commonName: 'test',
      fromAt: NOW - 1000,
      toAt: NOW + 86_400_000,
    });
    // The library fetches the certificate; here it gets ours.
    const get = vi.spyOn(https, 'get').mockImplementation(((
      _url: string,
      done: (response: Readable) => void,
    ) => {
      done(Object.assign(Readable.from([certificate]), { statusCode: 200 }));
      return new EventEmitter();
    }) as never);
    try {
      const validator = new Validator();
      const accepts = (text: string) =>
        new Promise<boolean>((resolve) => validator.validate(text, (error) => resolve(error === null)));
      const refused = await refusals('sns', async (chance) => {
        const isConfirmation = chance.int(4) === 0;
        const body = JSON.stringify({
          Type: isConfirmation ? 'SubscriptionConfirmation' : 'Notification',
          MessageId: `m-${chance.int(1e9)}`,
          TopicArn: 'arn:aws:sns:us-east-1:123456789012:orders',
          ...(chance.int(2) === 0 ? {} : { Subject: chance.text(20) }),
          Message: chance.text(200),
          ...(isConfirmation ? { Token: 't', SubscribeURL: 'https://sns.us-east-1.amazonaws.com/?x' } : {}),
        });
        // The library signs a confirmation's Subject too, which AWS does not send.
        const fair = isConfirmation ? body.replace(/"Subject":"(?:[^"\\]|\\.)*",/, '') : body;
        const version = chance.int(2) === 0 ? 'sns-v1' : 'sns-v2';
        const sent = ours('aws-sns', message({ body: fair }), pem, NOW, version);
        return (await accepts(textOf(sent))) && isVerified('aws-sns', sent, certificate);
      });
      expect(refused).toBe(0);
    } finally {
      get.mockRestore();
    }
  });

  it('@sendgrid/eventwebhook', async () => {
    const { EventWebhook } = require('@sendgrid/eventwebhook') as {
      EventWebhook: new () => {
        convertPublicKeyToECDSA(key: string): object;
        verifySignature(key: object, payload: string, signature: string, timestamp: string): boolean;
      };
    };
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const key = publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
    const theirs = new EventWebhook();
    const converted = theirs.convertPublicKeyToECDSA(key);
    const refused = await refusals('sendgrid', (chance) => {
      const sent = ours('sendgrid', randomMessage(chance), pem);
      const headers = asObject(sent.headers);
      const signature = headers['x-twilio-email-event-webhook-signature'] ?? '';
      const timestamp = headers['x-twilio-email-event-webhook-timestamp'] ?? '';
      return (
        theirs.verifySignature(converted, textOf(sent), signature, timestamp) &&
        isVerified('sendgrid', sent, key)
      );
    });
    expect(refused).toBe(0);
  });
});
