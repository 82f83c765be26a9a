import { generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import type { Clock } from '../ports.ts';
import { LOCAL_NAME, type Authority } from './authority.ts';
import {
  authorityKeyId,
  basicConstraints,
  keyIdOf,
  keyUsage,
  serverUse,
  subjectAltName,
  subjectKeyId,
} from './extensions.ts';
import { issueCertificate, spkiOf } from './issue.ts';

/** What a listener shows to its clients. */
export interface ServerCertificate {
  /** PEM. */
  certificate: string;
  key: KeyObject;
  names: readonly string[];
  expiresAt: number;
}

const DAY_MS = 86_400_000;
/** Well below the 397 days beyond which clients refuse a certificate. */
const LIFETIME_MS = 90 * DAY_MS;
/** A certificate with less than this left is renewed. */
const RENEWAL_MS = 30 * DAY_MS;

export const LOOPBACK = ['127.0.0.1', '::1'];

export const serverKey = async (): Promise<KeyObject> =>
  (await promisify(generateKeyPair)('ec', { namedCurve: 'P-256' })).privateKey;

/**
 * A certificate for localhost, the loopback addresses and those given. Many clients, Node and browsers among them, do not take the
 * wildcard `*.localhost`, since it stands right below a top-level name: `names` are named one by one beside it.
 */
export function issueServerCertificate(
  authority: Authority,
  key: KeyObject,
  clock: Clock,
  names: readonly string[],
  addresses: readonly string[],
): ServerCertificate {
  const dnsNames = [...new Set([LOCAL_NAME, `*.${LOCAL_NAME}`, ...names])];
  const permitted = [...new Set([...LOOPBACK, ...authority.permitted(addresses)])];
  const expiresAt = Math.min(clock.now() + LIFETIME_MS, authority.info.expiresAt);
  const certificate = issueCertificate(
    {
      subject: 'Hookbench on this computer',
      issuer: authority.info.name,
      validFromAt: Math.max(clock.now() - DAY_MS, authority.info.validFromAt),
      expiresAt,
      key,
      extensions: [
        basicConstraints(false),
        keyUsage(false),
        serverUse(),
        subjectAltName(dnsNames, permitted),
        subjectKeyId(keyIdOf(spkiOf(key))),
        authorityKeyId(authority.keyId),
      ],
    },
    authority.key,
  );
  return { certificate, key, names: [...dnsNames, ...permitted], expiresAt };
}

export const isDue = ({ expiresAt }: ServerCertificate, clock: Clock): boolean =>
  expiresAt - clock.now() < RENEWAL_MS;
