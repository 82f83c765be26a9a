import type { PayloadFormatName } from '../../../shared/model/encryption.ts';

interface KeyHint {
  label: string;
  hint: string;
  isMultiline: boolean;
  hasPassphrase: boolean;
}

const one = (label: string, hint: string): KeyHint => ({
  label,
  hint,
  isMultiline: false,
  hasPassphrase: false,
});

/** What the key of each format is called, and what it looks like. */
export const keyHints: Record<PayloadFormatName, KeyHint> = {
  jwe: {
    label: 'Key',
    hint: 'PEM, a JWK or JWK set, a shared key as base64 or hex, or a password',
    isMultiline: true,
    hasPassphrase: false,
  },
  'aes-gcm': one('AES key', '16, 24 or 32 bytes as base64, hex or text, or what the key is derived from'),
  'aes-cbc': one('AES key', '16, 24 or 32 bytes as base64, hex or text, or what the key is derived from'),
  'rsa-aes': {
    label: 'RSA key',
    hint: 'PEM or JWK: the private key to decrypt, the public one is enough to encrypt',
    isMultiline: true,
    hasPassphrase: true,
  },
  feishu: one('Encrypt Key', 'Developer console → Events & callbacks → Encryption strategy'),
  wechat: one('EncodingAESKey', '43 letters and digits, from the callback settings'),
  'wechat-pay': one('API v3 key', '32 characters, from Merchant platform → API security'),
  pgp: {
    label: 'Key or password',
    hint: 'An armored key, from -----BEGIN PGP on, or the password of the message',
    isMultiline: true,
    hasPassphrase: true,
  },
};
