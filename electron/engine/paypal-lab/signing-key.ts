import { createPrivateKey, generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';
import type { SecretName } from '../../../shared/model/secret.ts';
import { CommandError } from '../../../shared/ipc/envelope.ts';
import type { Log, SecretsPort } from '../ports.ts';

/** Where the lab's private key is kept: a draft can be signed with it by this name. */
export const LAB_KEY_NAME: SecretName = 'paypal-lab.key';

/**
 * The lab's RSA key as PEM, made at its first use. PayPal's own certificates hold RSA keys of 2048 bits. It is kept behind
 * the webhook id, which is how the signature scheme of PayPal takes its secret.
 */
export async function labKey(
  secrets: Pick<SecretsPort, 'get' | 'set'>,
  webhookId: string,
  log: Log,
): Promise<string> {
  const stored = await secrets.get(LAB_KEY_NAME);
  const pem = /-----BEGIN[\s\S]*-----END [A-Z ]+-----/.exec(stored ?? '')?.[0];
  const key = pem !== undefined && isRsaKey(pem) ? pem : await newKey();
  const secret = `${webhookId}\n${key.trim()}\n`;
  if (secret.trim() === stored?.trim()) return key;
  try {
    await secrets.set(LAB_KEY_NAME, secret);
  } catch (error) {
    // Without a place to keep it the key lasts as long as this run.
    if (!(error instanceof CommandError)) throw error;
    log.warn(`The PayPal lab's key is not kept: ${error.message}`);
  }
  return key;
}

async function newKey(): Promise<string> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

function isRsaKey(pem: string): boolean {
  try {
    return createPrivateKey(pem).asymmetricKeyType === 'rsa';
  } catch {
    return false;
  }
}
