import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, createServer } from 'node:tls';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../clock.ts';
import { createFakeClock } from '../testing/fake-clock.ts';
import { makeAuthority, readAuthority } from './authority.ts';
import { createCertificates, type Certificates } from './certificates.ts';
import { subjectAltName } from './extensions.ts';
import { issueCertificate } from './issue.ts';
import { serverKey } from './server-certificate.ts';

const DAY_MS = 86_400_000;
let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'hookbench-certificates-'));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

const leafOf = (certificates: Certificates) => new X509Certificate(certificates.current().cert);

describe('the certificate of the listener', () => {
  it('is renewed well before it expires, and not before that', async () => {
    const clock = createFakeClock();
    const certificates = createCertificates({ dataDir, clock, addresses: () => [] });
    await certificates.refresh();
    let renewals = 0;
    certificates.onRenewed(() => (renewals += 1));
    const first = leafOf(certificates);

    clock.advance(59 * DAY_MS);
    expect(await certificates.refresh()).toBe(false);
    expect(leafOf(certificates).serialNumber).toBe(first.serialNumber);

    clock.advance(2 * DAY_MS);
    expect(await certificates.refresh()).toBe(true);
    expect(renewals).toBe(1);
    const second = leafOf(certificates);
    expect(second.serialNumber).not.toBe(first.serialNumber);
    expect(Date.parse(second.validTo)).toBeGreaterThan(Date.parse(first.validTo));
    expect(Date.parse(first.validTo)).toBeGreaterThan(clock.now());
  });

  it('never outlasts its authority, and is not renewed over and over when that ends', async () => {
    const clock = createFakeClock();
    const certificates = createCertificates({ dataDir, clock, addresses: () => [] });
    await certificates.refresh();
    const { expiresAt = 0 } = certificates.describe().authority ?? {};
    clock.advance(expiresAt - clock.now() - 10 * DAY_MS);
    expect(await certificates.refresh()).toBe(true);
    expect(Date.parse(leafOf(certificates).validTo)).toBe(expiresAt);
    expect(await certificates.refresh()).toBe(false);
  });

  it('follows the computer into another network', async () => {
    let addresses = ['192.168.1.5'];
    const certificates = createCertificates({ dataDir, clock: systemClock, addresses: () => addresses });
    await certificates.refresh();
    expect(leafOf(certificates).checkIP('192.168.1.5')).toBe('192.168.1.5');
    expect(await certificates.refresh()).toBe(false);
    addresses = ['10.1.2.3', 'fd00::7'];
    expect(await certificates.refresh()).toBe(true);
    expect(leafOf(certificates).checkIP('10.1.2.3')).toBe('10.1.2.3');
    expect(leafOf(certificates).checkIP('fd00::7')).toBe('fd00::7');
    expect(leafOf(certificates).checkIP('192.168.1.5')).toBeUndefined();
    expect(
      leafOf(certificates).verify(new X509Certificate(certificates.authorityPem() ?? '').publicKey),
    ).toBe(true);
  });

  it('leaves an address out that the authority may not vouch for: clients would refuse all of it', async () => {
    let addresses = ['192.0.2.5'];
    const certificates = createCertificates({ dataDir, clock: systemClock, addresses: () => addresses });
    await certificates.refresh();
    // It was the computer's own when the authority was made.
    expect(leafOf(certificates).checkIP('192.0.2.5')).toBe('192.0.2.5');
    addresses = ['192.0.2.5', '8.8.8.8'];
    await certificates.refresh();
    expect(leafOf(certificates).checkIP('192.0.2.5')).toBe('192.0.2.5');
    expect(leafOf(certificates).checkIP('8.8.8.8')).toBeUndefined();
  });
});

describe('the authority', () => {
  const folder = () => join(dataDir, 'certificates');

  it('is read back as it was made, and its key is closed to others', async () => {
    const made = await makeAuthority(folder(), systemClock, []);
    const keyPath = join(folder(), 'hookbench-authority-key.pem');
    await chmod(keyPath, 0o644);
    const read = await readAuthority(folder());
    expect(read?.info).toEqual(made.info);
    expect(read?.key.equals(made.key)).toBe(true);
    if (process.platform !== 'win32') expect((await stat(keyPath)).mode & 0o777).toBe(0o600);
    expect(await readFile(made.info.path, 'utf8')).not.toContain('PRIVATE');
    expect(new X509Certificate(made.certificate).ca).toBe(true);
  });

  it('can’t vouch for anyone else, whoever has its key', async () => {
    const authority = await makeAuthority(folder(), systemClock, []);
    const key = await serverKey();
    const serve = async (name: string, names: string[], addresses: string[]) => {
      const cert = issueCertificate(
        {
          subject: name,
          issuer: authority.info.name,
          validFromAt: Date.now() - DAY_MS,
          expiresAt: Date.now() + DAY_MS,
          key,
          extensions: [subjectAltName(names, addresses)],
        },
        authority.key,
      );
      const pem = key.export({ type: 'pkcs8', format: 'pem' }).toString();
      const server = createServer({ key: pem, cert }).listen(0, '127.0.0.1');
      server.on('tlsClientError', () => undefined);
      await once(server, 'listening');
      const { port } = server.address() as AddressInfo;
      const socket = connect({
        host: '127.0.0.1',
        port,
        ca: authority.certificate,
        checkServerIdentity: () => undefined,
      });
      const result = await new Promise<string>((resolve) => {
        socket.on('secureConnect', () => resolve('trusted'));
        socket.on('error', () => resolve('refused'));
      });
      socket.destroy();
      server.close();
      return result;
    };
    expect(await serve('good', ['orders.localhost'], ['192.168.3.4'])).toBe('trusted');
    expect(await serve('bank', ['bank.example.com'], [])).toBe('refused');
    expect(await serve('dns', ['localhost.example.com'], [])).toBe('refused');
    expect(await serve('address', ['localhost'], ['8.8.8.8'])).toBe('refused');
  });
});
