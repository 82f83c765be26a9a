import { GenericHmac } from '../../../shared/model/generic-hmac.ts';
import type { ProviderInfo } from '../../../shared/model/provider.ts';
import type { DraftSigning } from '../../../shared/model/signing.ts';
import type { SchemeInfo } from '../../../shared/ipc/commands/signatures.ts';

/** How a message is signed, as it is chosen in a form. */
export type SignChoice = Omit<DraftSigning, 'isEnabled'>;

/** For a sender that is not among the providers. */
export const GENERIC = 'generic';

export const defaultGeneric = (): GenericHmac => GenericHmac.parse({ header: 'X-Signature' });

/** Providers that sign, by name, and at the end the one for all others. */
export function providerOptions(providers: readonly ProviderInfo[]): { value: string; label: string }[] {
  const signing = providers.filter(({ schemeIds }) => schemeIds.length > 0);
  return [
    ...signing
      .map(({ id, name }) => ({ value: id, label: name }))
      .sort((a, b) => a.label.localeCompare(b.label, 'en')),
    { value: GENERIC, label: 'Another sender (HMAC)…' },
  ];
}

/** The choice of another provider: what belonged to the one before goes. */
export function withProvider({ secretName, ...choice }: SignChoice, provider: string): SignChoice {
  const kept: SignChoice = { ...choice, provider, isFrozen: false };
  delete kept.scheme;
  delete kept.url;
  return {
    ...kept,
    ...(provider === GENERIC ? { scheme: defaultGeneric() } : {}),
    ...(secretName === undefined || provider !== choice.provider ? {} : { secretName }),
  };
}

/** The schemes that a choice may use: the one named, else the provider's. */
export function schemesOf({ provider, scheme }: SignChoice, schemes: readonly SchemeInfo[]): SchemeInfo[] {
  if (typeof scheme === 'object') return schemes.filter(({ id }) => id === 'generic-hmac');
  if (typeof scheme === 'string') return schemes.filter(({ id }) => id === scheme);
  return schemes.filter(({ providerIds }) => providerIds.includes(provider));
}

export type ClockKind = 'now' | 'at' | 'age';

export const clockKind = ({ at, ageMs }: SignChoice): ClockKind =>
  at !== undefined ? 'at' : ageMs !== undefined ? 'age' : 'now';

/** The choice with another clock; `undefined` is now. */
export function withClock(
  choice: SignChoice,
  clock: { at: number } | { ageMs: number } | undefined,
): SignChoice {
  const kept = { ...choice };
  delete kept.at;
  delete kept.ageMs;
  return { ...kept, ...clock };
}

/** What is signed besides the body depends on the URL. */
const urlSchemes = new Set(['twilio-sha1', 'square-hmac', 'hubspot-v2', 'hubspot-v3']);

export function isUrlSigned(choice: SignChoice, schemes: readonly SchemeInfo[]): boolean {
  if (typeof choice.scheme === 'object') return /\{(?:url|path|query)\}/.test(choice.scheme.content);
  return schemesOf(choice, schemes).some(({ id }) => urlSchemes.has(id));
}

/** Seconds as typed, to milliseconds; `undefined` for what is no number. */
export function readSeconds(text: string): number | undefined {
  const seconds = Number(text.trim());
  return text.trim() === '' || !Number.isFinite(seconds) || Math.abs(seconds) > 31_536_000
    ? undefined
    : Math.round(seconds * 1000);
}

/** A date as typed (ISO 8601, or epoch seconds), to epoch ms; `undefined` for what is none. */
export function readInstant(text: string): number | undefined {
  const trimmed = text.trim();
  const at = /^\d{1,12}$/.test(trimmed) ? Number(trimmed) * 1000 : Date.parse(trimmed);
  return Number.isNaN(at) || at < 0 || at > 253_402_300_799_999 ? undefined : at;
}
