import type { Header } from '../../../shared/model/header.ts';
import type { Recognition } from '../../../shared/model/provider.ts';
import type { Provider } from './provider.ts';
import { providers } from './registry.ts';
import { providerRequest, type RecognizableRequest } from './request.ts';

/** No id or type is longer at any provider; more would only be ballast in every list. */
const VALUE_LENGTH = 200;

/** A clue in the body further in than this is not found: this is asked of every request that is captured. */
const SEARCHED_BODY_BYTES = 64 * 1024;

const clueIndex = (clues: (provider: Provider) => readonly string[] | undefined) => {
  const index = new Map<string, Provider[]>();
  for (const provider of providers) {
    for (const clue of clues(provider) ?? []) index.set(clue, [...(index.get(clue) ?? []), provider]);
  }
  return index;
};

const byHeader = clueIndex((provider) => provider.clues.headers);
const byQuery = [...clueIndex((provider) => provider.clues.query)];
const byBody = [...clueIndex((provider) => provider.clues.body)];

/** Whether there is any clue at all: one pass over the text, where most bodies have none. */
const anyBodyClue = new RegExp(byBody.map(([clue]) => clue.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|'));
const rank = new Map(providers.map((provider, index) => [provider, index]));

/**
 * Who sent a request, by what it says of itself, and what it tells of; `undefined` when that is nobody known. It is only
 * said, not proven. Most requests cost one look-up a header and one pass over the body's beginning; the body
 * is parsed only where something points to a provider.
 */
export function recognize(request: RecognizableRequest): Recognition | undefined {
  const fields = fieldsOf(request.headers);
  const seen = providerRequest(request, fields);
  const provider =
    firstThatRecognizes(headerCandidates(fields), seen) ??
    firstThatRecognizes(textCandidates(byQuery, queryOf(request.target)), seen) ??
    firstThatRecognizes(bodyCandidates(request.body), seen);
  if (provider === undefined) return undefined;
  const eventType = kept(provider.eventType(seen));
  const eventId = kept(provider.eventId(seen));
  return {
    providerId: provider.id,
    ...(eventType === undefined ? {} : { eventType }),
    ...(eventId === undefined ? {} : { eventId }),
  };

  function firstThatRecognizes(
    candidates: Provider[],
    shown: Parameters<Provider['recognizes']>[0],
  ): Provider | undefined {
    if (candidates.length > 1) candidates.sort((a, b) => (rank.get(a) ?? 0) - (rank.get(b) ?? 0));
    return candidates.find((candidate) => candidate.recognizes(shown));
  }
}

function headerCandidates(fields: ReadonlyMap<string, string>): Provider[] {
  const found: Provider[] = [];
  for (const name of fields.keys()) {
    const pointed = byHeader.get(name);
    if (pointed !== undefined) found.push(...pointed);
  }
  return found;
}

function bodyCandidates(body: Uint8Array): Provider[] {
  const text = beginningOf(body);
  return anyBodyClue.test(text) ? textCandidates(byBody, text) : [];
}

function textCandidates(index: readonly [string, Provider[]][], text: string): Provider[] {
  const found: Provider[] = [];
  if (text === '') return found;
  for (const [clue, pointed] of index) {
    if (text.includes(clue)) found.push(...pointed);
  }
  return found;
}

/** Of duplicates the first counts. */
function fieldsOf(headers: readonly Header[]): Map<string, string> {
  const fields = new Map<string, string>();
  for (const { name, value } of headers) {
    const key = name.toLowerCase();
    if (!fields.has(key)) fields.set(key, value);
  }
  return fields;
}

function queryOf(target: string): string {
  const mark = target.indexOf('?');
  return mark === -1 ? '' : target.slice(mark + 1);
}

const beginningOf = ({ buffer, byteOffset, byteLength }: Uint8Array): string =>
  Buffer.from(buffer, byteOffset, Math.min(byteLength, SEARCHED_BODY_BYTES)).toString('latin1');

/** An empty value says nothing. */
const kept = (value: string | undefined): string | undefined =>
  value === undefined || value === '' ? undefined : value.slice(0, VALUE_LENGTH);
