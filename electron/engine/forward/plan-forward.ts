import { findHeader, findHeaders, withoutHeaders } from '../../../shared/http/headers.ts';
import { forwardUrl } from '../../../shared/http/forward-url.ts';
import { segmentSlug } from '../../../shared/http/route.ts';
import type { CapturedRequest } from '../../../shared/model/exchange.ts';
import type { ForwardRule, HeaderEdit } from '../../../shared/model/forward-rule.ts';
import type { Header } from '../../../shared/model/header.ts';
import { markLoop } from './loop-marker.ts';

/** A captured request as a rule sends it on; framing, and the headers of one connection, are left to the send. */
export interface PlannedMessage {
  url: string;
  headers: Header[];
  trailers: readonly Header[];
  isHostRewritten: boolean;
}

/** `slug` is that of the request's bin; `instanceId` marks what this program forwards, so that it knows it again. */
export function planForward(
  request: CapturedRequest,
  rule: ForwardRule,
  { slug, instanceId }: { slug: string; instanceId: string },
): PlannedMessage {
  const edits = [...forwardedEdits(request, rule), ...rule.headerEdits];
  const headers = edits.reduce(applyEdit, withHost(request.headers, rule.hostHeader));
  return {
    url: forwardUrl(rule.url, request.target, segmentSlug(request, slug), rule.path),
    headers: markLoop(headers, instanceId),
    trailers: request.trailers,
    isHostRewritten: rule.hostHeader === 'rewrite',
  };
}

function withHost(headers: readonly Header[], hostHeader: string | undefined): Header[] {
  if (hostHeader === undefined || hostHeader === 'rewrite') return [...headers];
  return applyEdit([...headers], { kind: 'set', name: 'Host', value: hostHeader });
}

/** A set field stands where the first of its name stood, with the name as it was written there. */
function applyEdit(headers: readonly Header[], edit: HeaderEdit): Header[] {
  switch (edit.kind) {
    case 'add':
      return [...headers, { name: edit.name, value: edit.value }];
    case 'remove':
      return withoutHeaders(headers, [edit.name]);
    case 'set': {
      const isNamed = ({ name }: Header) => name.toLowerCase() === edit.name.toLowerCase();
      const first = headers.find(isNamed);
      if (first === undefined) return [...headers, { name: edit.name, value: edit.value }];
      return headers.flatMap((header) => {
        if (header === first) return [{ name: header.name, value: edit.value }];
        return isNamed(header) ? [] : [header];
      });
    }
  }
}

/** What the destination is told of the sender, who called us and not it. */
function forwardedEdits(
  { headers, remoteAddress, scheme }: CapturedRequest,
  { forwardedHeaders }: ForwardRule,
): HeaderEdit[] {
  const host = findHeader(headers, 'host');
  const edits: HeaderEdit[] = [];
  const set = (name: string, value: string) => void edits.push({ kind: 'set', name, value });
  if (forwardedHeaders === 'x-forwarded' || forwardedHeaders === 'both') {
    set('X-Forwarded-For', appended(findHeaders(headers, 'x-forwarded-for'), remoteAddress));
    set('X-Forwarded-Proto', scheme);
    if (host !== undefined) set('X-Forwarded-Host', host);
  }
  if (forwardedHeaders === 'forwarded' || forwardedHeaders === 'both') {
    const node = remoteAddress.includes(':') ? `"[${remoteAddress}]"` : remoteAddress;
    // RFC 7239 §4: a value with a colon in it, such as a host with its port, is quoted.
    const element = [
      `for=${node}`,
      ...(host === undefined ? [] : [`host=${quoted(host)}`]),
      `proto=${scheme}`,
    ];
    set('Forwarded', appended(findHeaders(headers, 'forwarded'), element.join(';')));
  }
  return edits;
}

/** The edge of a tunnel has told of the visitor already, whose address is also the one we know. */
function appended(values: readonly string[], value: string): string {
  const known = values.flatMap((list) => list.split(',')).map((entry) => entry.trim());
  return known.at(-1) === value
    ? known.join(', ')
    : [...known.filter((entry) => entry !== ''), value].join(', ');
}

const quoted = (text: string): string =>
  /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(text) ? text : `"${text.replace(/["\\]/g, '\\$&')}"`;
