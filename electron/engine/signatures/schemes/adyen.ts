import { utf8 } from '../bytes.ts';
import { isObject, readJson, writeJson, type JsonObject } from '../json-body.ts';
import { isUnusable, unusable, type MacScheme, type SignedMessage, type Unusable } from '../scheme.ts';
import { hexKey, malformed } from '../secret-shape.ts';

/** The fields that are signed, in this order, joined by colons; one that is missing counts as empty. */
const fields = [
  ['pspReference'],
  ['originalReference'],
  ['merchantAccountCode'],
  ['merchantReference'],
  ['amount', 'value'],
  ['amount', 'currency'],
  ['eventCode'],
  ['success'],
] as const;

/** Signed in the notification item, over eight of its fields. */
export const adyenHmac: MacScheme = {
  id: 'adyen-hmac',
  name: 'Adyen standard notifications',
  source:
    'https://docs.adyen.com/development-resources/webhooks/secure-webhooks/verify-hmac-signatures/, with its published vector, read 2026-11-25',
  kind: 'hmac',
  algorithm: 'sha256',
  encoding: 'base64',
  key(secret) {
    const key = hexKey(secret);
    if (key?.length === 32) return key;
    return malformed(
      'An Adyen HMAC key is 64 hex digits, as generated on the webhook’s page in the Customer Area.',
    );
  },
  read(message) {
    const item = itemOf(message);
    if (isUnusable(item)) return item;
    const data = item.item['additionalData'];
    const signature = isObject(data) ? data['hmacSignature'] : undefined;
    return typeof signature === 'string'
      ? { signatures: [signature] }
      : unusable('signature_missing', 'The notification item has no additionalData.hmacSignature.');
  },
  content(message) {
    const found = itemOf(message);
    return utf8(isUnusable(found) ? '' : fields.map((path) => textAt(found.item, path)).join(':'));
  },
  prepare(message) {
    const item = itemOf(message);
    return isUnusable(item) ? item : { message, claim: { signatures: [] } };
  },
  write(_claim, signature, message) {
    const found = itemOf(message);
    if (isUnusable(found)) return { headers: [] };
    const data = found.item['additionalData'];
    const item = {
      ...found.item,
      additionalData: { ...(isObject(data) ? data : {}), hmacSignature: signature },
    };
    const signed = { ...found.json, notificationItems: [{ NotificationRequestItem: item }] };
    return { headers: [], body: writeJson(message.body, signed) };
  },
};

function textAt(item: JsonObject, path: readonly string[]): string {
  let value: unknown = item;
  for (const name of path) value = isObject(value) ? value[name] : undefined;
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : '';
}

/** A JSON notification holds exactly one item; more of them would leave all but one unchecked. */
function itemOf(message: SignedMessage): { json: JsonObject; item: JsonObject } | Unusable {
  const read = readJson(message);
  if (isUnusable(read)) return read;
  const items = read.json['notificationItems'];
  if (!Array.isArray(items) || items.length === 0) {
    return unusable('signature_missing', 'The body has no notificationItems.');
  }
  if (items.length > 1) {
    return unusable(
      'signature_malformed',
      `The body has ${items.length} notification items; Adyen sends one in each.`,
    );
  }
  const first: unknown = items[0];
  const item = isObject(first) ? first['NotificationRequestItem'] : undefined;
  return isObject(item)
    ? { json: read.json, item }
    : unusable('signature_missing', 'The body has no NotificationRequestItem.');
}
