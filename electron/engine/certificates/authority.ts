import { createPrivateKey, generateKeyPair, X509Certificate, type KeyObject } from 'node:crypto';
import { chmod, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { CertificateAuthority } from '../../../shared/model/https.ts';
import type { Clock } from '../ports.ts';
import { basicConstraints, keyIdOf, keyUsage, nameConstraints, subjectKeyId } from './extensions.ts';
import { isInRange } from './ip-octets.ts';
import { issueCertificate, spkiOf } from './issue.ts';

/** An authority with its key, which is to sign certificates of this computer only. */
export interface Authority {
  info: CertificateAuthority;
  certificate: string;
  key: KeyObject;
  keyId: Buffer;
  /** The addresses among these that it may vouch for. */
  permitted(addresses: readonly string[]): string[];
}

const DAY_MS = 86_400_000;
const LIFETIME_MS = 3650 * DAY_MS;

export const LOCAL_NAME = 'localhost';
/** Loopback, private networks (RFC 1918, RFC 4193), shared ones (RFC 6598) and link-local ones. */
const LOCAL_RANGES = [
  '127.0.0.0/8',
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '100.64.0.0/10',
  '169.254.0.0/16',
  '::1/128',
  'fc00::/7',
  'fe80::/10',
];

const CERTIFICATE_FILE = 'hookbench-authority.pem';
const KEY_FILE = 'hookbench-authority-key.pem';
const RANGES_FILE = 'hookbench-authority-ranges.json';

/** The authority that is kept in a folder; `undefined` when there is none. Rejects when its files can't be used. */
export async function readAuthority(folder: string): Promise<Authority | undefined> {
  const path = join(folder, CERTIFICATE_FILE);
  const certificate = await readFile(path, 'utf8').catch(missingAsUndefined);
  if (certificate === undefined) return undefined;
  const keyPath = join(folder, KEY_FILE);
  await closeToOthers(keyPath);
  const key = createPrivateKey(await readFile(keyPath, 'utf8'));
  const parsed = new X509Certificate(certificate);
  if (!parsed.checkPrivateKey(key)) throw new Error('the private key is not that of the certificate');
  const ranges = JSON.parse(await readFile(join(folder, RANGES_FILE), 'utf8')) as string[];
  return authorityOf(path, certificate, key, ranges);
}

/** Makes an authority and keeps it in the folder, in the place of the one before. */
export async function makeAuthority(
  folder: string,
  clock: Clock,
  addresses: readonly string[],
): Promise<Authority> {
  const { privateKey } = await promisify(generateKeyPair)('ec', { namedCurve: 'P-256' });
  const name = `Hookbench on ${hostname()}`.slice(0, 64);
  const strange = addresses.filter((address) => !LOCAL_RANGES.some((range) => isInRange(address, range)));
  const ranges = [
    ...LOCAL_RANGES,
    ...strange.map((address) => `${address}/${address.includes(':') ? 128 : 32}`),
  ];
  const certificate = issueCertificate(
    {
      subject: name,
      issuer: name,
      validFromAt: clock.now() - DAY_MS,
      expiresAt: clock.now() + LIFETIME_MS,
      key: privateKey,
      extensions: [
        basicConstraints(true),
        keyUsage(true),
        nameConstraints([LOCAL_NAME], ranges),
        subjectKeyId(keyIdOf(spkiOf(privateKey))),
      ],
    },
    privateKey,
  );
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  await writeWhole(join(folder, KEY_FILE), pem, 0o600);
  await writeWhole(join(folder, RANGES_FILE), JSON.stringify(ranges), 0o600);
  // Last: where it is, the rest is.
  const path = join(folder, CERTIFICATE_FILE);
  await writeWhole(path, certificate, 0o644);
  return authorityOf(path, certificate, privateKey, ranges);
}

export async function removeAuthority(folder: string): Promise<void> {
  for (const name of [CERTIFICATE_FILE, KEY_FILE, RANGES_FILE]) await rm(join(folder, name), { force: true });
}

function authorityOf(
  path: string,
  certificate: string,
  key: KeyObject,
  ranges: readonly string[],
): Authority {
  const { subject, fingerprint256, validFrom, validTo } = new X509Certificate(certificate);
  return {
    info: {
      name: subject.replace(/^CN=/, ''),
      fingerprint: fingerprint256,
      path,
      validFromAt: Date.parse(validFrom),
      expiresAt: Date.parse(validTo),
    },
    certificate,
    key,
    keyId: keyIdOf(spkiOf(key)),
    permitted: (addresses) =>
      addresses.filter((address) => ranges.some((range) => isInRange(address, range))),
  };
}

/** The key is no one's but this user's. Windows has no such bits: there the folder's access list protects it. */
async function closeToOthers(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const { mode } = await stat(path);
  if ((mode & 0o077) !== 0) await chmod(path, 0o600);
}

async function writeWhole(path: string, text: string, mode: number): Promise<void> {
  const part = `${path}.part`;
  await rm(part, { force: true });
  await writeFile(part, text, { mode, flag: 'wx' });
  await rename(part, path);
}

function missingAsUndefined(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT') return undefined;
  throw error;
}
