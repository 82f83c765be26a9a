import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:tls';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { basicConstraints, subjectAltName } from '../certificates/extensions.ts';
import { issueCertificate } from '../certificates/issue.ts';
import { systemClock } from '../clock.ts';
import { createFakeClock } from '../testing/fake-clock.ts';
import { callUrl, type CallPorts } from './call-url.ts';

/** A stand-in for the provider on loopback, with a certificate for the provider's name; addresses are what the test says. */

const HOST = 'sns.eu-west-1.amazonaws.com';
const URL_TO_CALL = `https://${HOST}/?Action=ConfirmSubscription&Token=1`;

let server: Server;
let cert: string;
let addresses: string[] = [];
let dialed: string[] = [];
let answer: (request: IncomingMessage, response: ServerResponse) => void;
let seen: IncomingMessage[] = [];

beforeAll(async () => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  cert = issueCertificate(
    {
      subject: HOST,
      issuer: HOST,
      validFromAt: Date.now() - 1000,
      expiresAt: Date.now() + 3_600_000,
      key: privateKey,
      extensions: [basicConstraints(true), subjectAltName([HOST], [])],
    },
    privateKey,
  );
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  server = createServer({ key, cert }, (request, response) => {
    seen.push(request);
    answer(request, response);
  });
  server.on('tlsClientError', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
afterEach(() => {
  dialed = [];
  seen = [];
});

const ports = (isTrusted = true): CallPorts => ({
  resolve: () => Promise.resolve(addresses),
  dial(address, port, servername) {
    dialed.push(`${address}:${port}`);
    return connect({
      host: '127.0.0.1',
      port: (server.address() as AddressInfo).port,
      servername,
      ...(isTrusted ? { ca: cert } : {}),
    });
  },
});

it('calls a public address, with nothing of ours in the request', async () => {
  addresses = ['52.95.1.2', '2a05:d018::1'];
  answer = (_, response) => response.end('<ConfirmSubscriptionResponse/>');
  expect(await callUrl(URL_TO_CALL, systemClock, ports())).toEqual({
    status: 200,
    text: '<ConfirmSubscriptionResponse/>',
  });
  // The address that was checked, not one that is looked up anew.
  expect(dialed).toEqual(['52.95.1.2:443']);
  const [request] = seen;
  expect(request?.url).toBe('/?Action=ConfirmSubscription&Token=1');
  expect(request?.headers).toEqual({ host: HOST, accept: '*/*', connection: 'close' });
});

it.each([
  ['127.0.0.1'],
  ['10.0.0.1'],
  ['172.16.5.5'],
  ['192.168.1.1'],
  ['169.254.169.254'],
  ['100.64.0.1'],
  ['0.0.0.0'],
  ['224.0.0.1'],
  ['255.255.255.255'],
  ['192.0.2.1'],
  ['::1'],
  ['::'],
  ['fd00::1'],
  ['fe80::1'],
  ['::ffff:127.0.0.1'],
  ['::ffff:a9fe:a9fe'],
  ['64:ff9b::7f00:1'],
  ['2002:7f00:1::'],
  ['52.95.1.2', '127.0.0.1'],
  ['not an address'],
])('does not call a name that is at %s', async (...found) => {
  addresses = found;
  await expect(callUrl(URL_TO_CALL, systemClock, ports())).rejects.toThrow('not at a public address');
  expect(dialed).toEqual([]);
});

it('follows no redirect', async () => {
  addresses = ['52.95.1.2'];
  answer = (_, response) => response.writeHead(302, { Location: 'https://127.0.0.1/' }).end();
  expect((await callUrl(URL_TO_CALL, systemClock, ports())).status).toBe(302);
  expect(seen).toHaveLength(1);
});

it('reads 64 KiB and no more', async () => {
  addresses = ['52.95.1.2'];
  answer = (_, response) => {
    const more = () => {
      while (!response.destroyed && response.write('x'.repeat(16_384)));
    };
    response.on('drain', more);
    more();
  };
  const { text } = await callUrl(URL_TO_CALL, systemClock, ports());
  expect(text).toHaveLength(65_536);
});

it('gives up after five seconds, whatever it waits for', async () => {
  addresses = ['52.95.1.2'];
  const late = async (own: CallPorts, begun: Promise<unknown>) => {
    const clock = createFakeClock();
    const call = callUrl(URL_TO_CALL, clock, own);
    const outcome = expect(call).rejects.toThrow('There was no answer within 5 seconds.');
    await begun;
    clock.advance(5000);
    await outcome;
  };
  await late({ ...ports(), resolve: () => new Promise(() => undefined) }, Promise.resolve());
  const asked = new Promise<void>((resolve) => {
    answer = () => resolve();
  });
  await late(ports(), asked);
  const begun = new Promise<void>((resolve) => {
    answer = (_, response) => response.write('slowly', () => resolve());
  });
  await late(ports(), begun);
});

it('checks the certificate, and says when a name is not found or no one answers', async () => {
  addresses = ['52.95.1.2'];
  await expect(callUrl(URL_TO_CALL, systemClock, ports(false))).rejects.toThrow(
    /^The call failed: .*certificate/,
  );
  await expect(callUrl('https://sns.other.amazonaws.com/', systemClock, ports())).rejects.toThrow(
    /^The call failed: .*altnames/,
  );
  addresses = [];
  await expect(callUrl(URL_TO_CALL, systemClock, ports())).rejects.toThrow(`${HOST} was not found.`);
  addresses = ['52.95.1.2'];
  answer = (request) => request.socket.destroy();
  await expect(callUrl(URL_TO_CALL, systemClock, ports())).rejects.toThrow(/^The call failed: /);
});
