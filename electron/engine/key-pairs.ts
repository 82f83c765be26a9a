import {
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  X509Certificate,
  type KeyObject,
} from 'node:crypto';
import { promisify } from 'node:util';
import type { KeyAlgorithm, KeyPair } from '../../shared/ipc/commands/keys.ts';
import { CommandError } from '../../shared/ipc/envelope.ts';
import type { ParsedInput } from '../../shared/ipc/contract.ts';
import type { SecretName } from '../../shared/model/secret.ts';
import type { Clock, SecretsPort } from './ports.ts';
import { selfSigned } from './self-signed.ts';
import { textBesidePem } from './signatures/key-material.ts';

/**
 * Local key pairs for schemes whose sender signs with a private key: the secret is the private key, with its certificate where
 * there is one; only the public half is ever given out.
 */

const generate = promisify(generateKeyPair);

const TEN_YEARS_MS = 3650 * 86_400_000;

/** So that it is valid on a machine whose clock is a little behind. */
const ONE_DAY_MS = 86_400_000;

interface KeyDeps {
  secrets: Pick<SecretsPort, 'get' | 'set' | 'list'>;
  clock: Pick<Clock, 'now'>;
}

/** Throws `CommandError`: `conflict` when there is a secret of this name, which a new key would overwrite. */
export async function createKeyPair(
  { name, algorithm, certificate, webhookId }: ParsedInput<'keys.create'>,
  { secrets, clock }: KeyDeps,
): Promise<KeyPair> {
  if ((await secrets.get(name)) !== undefined) {
    const message = `There is a secret named ${name} already; choose another name.`;
    throw new CommandError('conflict', message, [{ path: 'name', message }]);
  }
  const key = await generatePrivateKey(algorithm);
  const privatePem = key.export({ type: 'pkcs8', format: 'pem' }).toString();
  const now = clock.now();
  const certificatePem =
    certificate === undefined
      ? ''
      : selfSigned({
          key,
          algorithm,
          commonName: certificate.commonName,
          fromAt: now - ONE_DAY_MS,
          toAt: now + TEN_YEARS_MS,
        });
  const secret = [webhookId ?? '', privatePem.trim(), certificatePem.trim()]
    .filter((part) => part !== '')
    .join('\n');
  await secrets.set(name, secret);
  const pair = describeKeyPair(name, secret);
  if (pair === undefined) throw new Error(`The new key pair ${name} can not be read.`);
  return pair;
}

export async function listKeyPairs({ secrets }: KeyDeps): Promise<KeyPair[]> {
  const names = (await secrets.list()).map(({ name }) => name);
  const pairs = await Promise.all(
    names.map(async (name) => {
      const secret = await secrets.get(name).catch(() => undefined);
      return secret === undefined ? undefined : describeKeyPair(name, secret);
    }),
  );
  return pairs.filter((pair) => pair !== undefined);
}

async function generatePrivateKey(algorithm: KeyAlgorithm): Promise<KeyObject> {
  switch (algorithm) {
    case 'rsa':
      return (await generate('rsa', { modulusLength: 2048 })).privateKey;
    case 'ecdsa':
      return (await generate('ec', { namedCurve: 'P-256' })).privateKey;
    case 'ed25519':
      return (await generate('ed25519')).privateKey;
  }
}

/** The public half of a secret that is a private key, or `undefined`. */
function describeKeyPair(name: SecretName, secret: string): KeyPair | undefined {
  const privatePem =
    /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----[\s\S]+?-----END (?:[A-Z]+ )?PRIVATE KEY-----/.exec(secret)?.[0];
  if (privatePem === undefined) return undefined;
  let publicKey: KeyObject;
  try {
    publicKey = createPublicKey(createPrivateKey(privatePem));
  } catch {
    return undefined;
  }
  const algorithm = algorithmOf(publicKey);
  if (algorithm === undefined) return undefined;
  const certificatePem = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/.exec(secret)?.[0];
  const webhookId = textBesidePem(secret);
  return {
    name,
    algorithm,
    publicKeyPem: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    forms: formsOf(publicKey, algorithm),
    ...(certificatePem === undefined || !isReadable(certificatePem)
      ? {}
      : { certificatePem: `${certificatePem}\n` }),
    ...(webhookId === '' ? {} : { webhookId: webhookId.slice(0, 50) }),
  };
}

function algorithmOf({ asymmetricKeyType }: KeyObject): KeyAlgorithm | undefined {
  switch (asymmetricKeyType) {
    case 'rsa':
      return 'rsa';
    case 'ec':
      return 'ecdsa';
    case 'ed25519':
      return 'ed25519';
    default:
      return undefined;
  }
}

function formsOf(publicKey: KeyObject, algorithm: KeyAlgorithm): KeyPair['forms'] {
  const der = publicKey.export({ type: 'spki', format: 'der' });
  if (algorithm === 'ecdsa') return [{ label: 'SendGrid verification key', value: der.toString('base64') }];
  if (algorithm !== 'ed25519') return [];
  const raw = der.subarray(-32);
  return [
    { label: 'Discord public key', value: raw.toString('hex') },
    { label: 'Standard Webhooks public key', value: `whpk_${raw.toString('base64')}` },
  ];
}

function isReadable(pem: string): boolean {
  try {
    return new X509Certificate(pem).subject !== '';
  } catch {
    return false;
  }
}
