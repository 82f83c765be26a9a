import type { KeyObject } from 'node:crypto';
import { join } from 'node:path';
import { createSecureContext, type SecureContext } from 'node:tls';
import type { HttpsStatus } from '../../../shared/model/https.ts';
import type { Clock, Dispose } from '../ports.ts';
import { makeAuthority, readAuthority, removeAuthority, type Authority } from './authority.ts';
import { isDue, issueServerCertificate, serverKey, type ServerCertificate } from './server-certificate.ts';

export interface CertificatesOptions {
  dataDir: string;
  clock: Clock;
  /** The computer's addresses as they are now. */
  addresses(): string[];
}

/** The certificates of the listener: an authority that is kept, and what it issues, which lasts as long as the program. */
export interface Certificates {
  describe(): Pick<HttpsStatus, 'authority' | 'certificate'>;
  /** The authority's certificate, PEM; `undefined` when there is none. */
  authorityPem(): string | undefined;
  /** Reads the authority that was kept. Rejects with a sentence when its files can't be used. */
  load(): Promise<void>;
  /** Makes what is missing, and renews what is due or whose addresses have changed; true when something changed. */
  refresh(): Promise<boolean>;
  /** What is shown to clients that name no server, or one of the usual names. */
  current(): { key: string; cert: string };
  /** For clients that name `<name>.localhost`; `undefined` for any other name. */
  contextFor(serverName: string): SecureContext | undefined;
  onRenewed(listener: () => void): Dispose;
  remove(): Promise<void>;
}

/** Names that a certificate was made for; more of them than a person has bins are forgotten again. */
const NAMES_KEPT = 200;
const BIN_NAME = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.localhost$/;

export function createCertificates({ dataDir, clock, addresses }: CertificatesOptions): Certificates {
  const folder = join(dataDir, 'certificates');
  const listeners = new Set<() => void>();
  const contexts = new Map<string, SecureContext>();
  let authority: Authority | undefined;
  let key: KeyObject | undefined;
  let certificate: ServerCertificate | undefined;
  let addressesUsed = '';

  const issue = (issuer: Authority, serverKey: KeyObject) => {
    const found = addresses();
    certificate = issueServerCertificate(issuer, serverKey, clock, [], found);
    addressesUsed = found.join();
    contexts.clear();
  };

  return {
    describe: () => ({
      ...(authority === undefined ? {} : { authority: authority.info }),
      ...(certificate === undefined
        ? {}
        : { certificate: { names: [...certificate.names], expiresAt: certificate.expiresAt } }),
    }),
    authorityPem: () => authority?.certificate,
    async load() {
      authority = await readAuthority(folder);
    },
    async refresh() {
      if (
        authority !== undefined &&
        certificate !== undefined &&
        // One that lasts as long as the authority can't be renewed.
        (!isDue(certificate, clock) || certificate.expiresAt === authority.info.expiresAt) &&
        addressesUsed === addresses().join()
      ) {
        return false;
      }
      authority ??= await makeAuthority(folder, clock, addresses());
      key ??= await serverKey();
      issue(authority, key);
      for (const listener of listeners) listener();
      return true;
    },
    current() {
      if (certificate === undefined) throw new Error('There is no certificate yet.');
      return { key: pemOf(certificate.key), cert: certificate.certificate };
    },
    contextFor(serverName) {
      const name = serverName.toLowerCase();
      if (authority === undefined || key === undefined || !BIN_NAME.test(name)) return undefined;
      const known = contexts.get(name);
      if (known !== undefined) return known;
      const { certificate: cert } = issueServerCertificate(authority, key, clock, [name], []);
      const context = createSecureContext({ key: pemOf(key), cert });
      const [oldest] = contexts.keys();
      if (contexts.size >= NAMES_KEPT && oldest !== undefined) contexts.delete(oldest);
      contexts.set(name, context);
      return context;
    },
    onRenewed(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async remove() {
      await removeAuthority(folder);
      authority = undefined;
      certificate = undefined;
      key = undefined;
      contexts.clear();
    },
  };
}

const pemOf = (key: KeyObject): string => key.export({ type: 'pkcs8', format: 'pem' }).toString();
