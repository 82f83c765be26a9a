import type { PayloadFormat } from '../../../shared/model/encryption.ts';
import { PayloadFormat as Format } from '../../../shared/model/encryption.ts';
import type { Members } from './envelope.ts';
import { pathOf } from './field.ts';
import { readJwe, type ParsedJwe } from './jwe-parts.ts';
import { decodeText } from './key-bytes.ts';
import { armorOf } from './pgp.ts';
import { elementText } from './wechat.ts';
import { resourceOf } from './wechat-pay.ts';

/** What a body, or a field of it, looks like. */
export interface Detected {
  how: PayloadFormat;
  /** Absent for the whole body. */
  field?: string;
}

/** How much of a document is looked through for encrypted fields. */
const MAX_NODES = 5_000;
const MAX_DEPTH = 20;
const MAX_FOUND = 10;

/** Finds out how a body is encrypted, by its form alone; the likeliest first, none where it is not. */
export function detectEncryption(content: Uint8Array): Detected[] {
  const text = Buffer.from(content).toString('utf8').trim();
  const whole = detectText(text);
  if (whole !== undefined) return [{ how: whole }];
  const json = text.startsWith('{') || text.startsWith('[') ? parsed(text) : undefined;
  if (json === undefined) return [];
  const envelope = isMembers(json) ? detectMembers(json) : undefined;
  return envelope === undefined ? detectFields(json) : [envelope];
}

function detectText(text: string): PayloadFormat | undefined {
  if (armorOf(Buffer.from(text)) !== undefined) return { format: 'pgp' };
  const jwe = readJwe(Buffer.from(text));
  if (jwe !== undefined) return jweFormat(jwe);
  const isWeChat = text.startsWith('<') && isCiphertext(elementText(text, 'Encrypt'));
  return isWeChat ? { format: 'wechat', isJson: false } : undefined;
}

/** `undefined` for an algorithm that is refused: `openJwe` says why. */
function jweFormat({ serialization, recipients }: ParsedJwe): PayloadFormat {
  const header: Members = recipients[0]?.header ?? {};
  const asked = Format.safeParse({ format: 'jwe', alg: header['alg'], enc: header['enc'], serialization });
  return asked.success
    ? asked.data
    : { format: 'jwe', alg: 'RSA-OAEP-256', enc: 'A256GCM', serialization, isCompressed: false };
}

function detectMembers(members: Members): Detected | undefined {
  const names = Object.keys(members);
  if (resourceOf(members) !== undefined) {
    return { how: { format: 'wechat-pay' }, ...('resource' in members ? { field: 'resource' } : {}) };
  }
  if (names.length === 1 && isCiphertext(members['encrypt'])) return { how: { format: 'feishu' } };
  if (isCiphertext(members['Encrypt']) || (isCiphertext(members['encrypt']) && 'tousername' in members)) {
    return { how: { format: 'wechat', isJson: true } };
  }
  return detectEnvelope(members);
}

const named = {
  iv: /^(?:iv|nonce|initialization_?vector|enc_?iv)$/i,
  ciphertext: /^(?:ciphertext|cipher_?text|encrypted_?(?:data|payload|message|body)?|data|payload|content)$/i,
  tag: /^(?:tag|auth_?tag|authentication_?tag|mac)$/i,
  aad: /^(?:aad|associated_?data|additional_?data)$/i,
  wrappedKey: /^(?:encrypted_?key|wrapped_?key|enc_?key|session_?key|encrypted_?(?:aes|session)_?key|key)$/i,
};

/** An envelope of the sender’s own making, by the names that people give to its parts. */
function detectEnvelope(members: Members): Detected | undefined {
  const find = (part: keyof typeof named) =>
    Object.keys(members).find((name) => named[part].test(name) && typeof members[name] === 'string');
  const iv = find('iv');
  const ciphertext = find('ciphertext');
  if (iv === undefined || ciphertext === undefined) return undefined;
  const [tag, aad, wrappedKey] = [find('tag'), find('aad'), find('wrappedKey')];
  const encoding = [members[iv], members[ciphertext]].every((text) =>
    /^(?:[0-9a-f]{2})+$/i.test(String(text)),
  )
    ? 'hex'
    : 'base64';
  const ivBytes = decodeText(String(members[iv]), encoding)?.length ?? 0;
  if (ivBytes < 8 || decodeText(String(members[ciphertext]), encoding) === undefined) return undefined;
  const isGcm = tag !== undefined || ivBytes !== 16;
  const parts = {
    kind: 'members',
    iv,
    ciphertext,
    ...(tag === undefined ? {} : { tag }),
    ...(aad === undefined ? {} : { aad }),
  } as const;
  const mode = isGcm ? 'aes-gcm' : 'aes-cbc';
  return {
    how: Format.parse(
      wrappedKey === undefined
        ? { format: mode, parts, encoding }
        : { format: 'rsa-aes', cipher: mode, wrappedKey, parts, encoding },
    ),
  };
}

/** Fields whose value is encrypted, somewhere in a document that is not. */
function detectFields(document: unknown): Detected[] {
  const found: Detected[] = [];
  let nodes = 0;
  const visit = (value: unknown, steps: (string | number)[]) => {
    nodes += 1;
    if (nodes > MAX_NODES || steps.length > MAX_DEPTH || found.length >= MAX_FOUND) return;
    const field = pathOf(steps);
    if (typeof value === 'string') {
      const how = value.length < 40 ? undefined : detectText(value);
      if (how !== undefined && how.format !== 'wechat') found.push({ how, field });
    } else if (Array.isArray(value)) {
      value.forEach((each, index) => visit(each, [...steps, index]));
    } else if (isMembers(value)) {
      const inner = steps.length === 0 ? undefined : (detectJwe(value) ?? detectEnvelope(value)?.how);
      if (inner !== undefined) found.push({ how: inner, field });
      else
        for (const [name, each] of Object.entries(value))
          if (!name.includes('"')) visit(each, [...steps, name]);
    }
  };
  visit(document, []);
  return found;
}

function detectJwe(members: Members): PayloadFormat | undefined {
  if (typeof members['ciphertext'] !== 'string') return undefined;
  const jwe = readJwe(Buffer.from(JSON.stringify(members)));
  return jwe === undefined ? undefined : jweFormat(jwe);
}

/** At least an IV and a block, in base64. */
function isCiphertext(value: unknown): boolean {
  if (typeof value !== 'string' || value.length < 43) return false;
  return (decodeText(value, 'base64')?.length ?? 0) % 16 === 0;
}

const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
