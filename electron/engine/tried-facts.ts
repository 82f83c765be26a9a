import type { Bin } from '../../shared/model/bin.ts';
import { hasHeader } from '../../shared/http/headers.ts';
import { splitUrl } from '../../shared/http/url.ts';
import { CommandError } from '../../shared/ipc/envelope.ts';
import { factsOf, type RequestFacts } from '../../shared/rules/request-facts.ts';
import { decodeStoredBody } from './body-decoding.ts';
import type { SketchedRequest } from './commands/rules.ts';
import { decodeBytes } from './decode-bytes.ts';
import type { Decoder } from './decode/decoder.ts';
import type { Store } from './ports.ts';
import { recognize } from './providers/recognize.ts';

/** What rules saw, or would see, of a stored request; `undefined` when there is none. */
export async function factsOfExchange(
  store: Store,
  decoder: Decoder,
  exchangeId: string,
  { slug }: Pick<Bin, 'slug'>,
): Promise<RequestFacts | undefined> {
  const exchange = await store.getExchange(exchangeId);
  const body = await decodeStoredBody(store, decoder, { kind: 'exchange', exchangeId });
  if (exchange === undefined || body === undefined) return undefined;
  return factsOf({ request: exchange.request, body: body.bytes, slug, findings: exchange }, decodeBytes);
}

/** What rules would see of a request that someone wrote down. Throws `CommandError('bad_input')` for a URL that is none. */
export function factsOfSketch(sketch: SketchedRequest, { slug }: Pick<Bin, 'slug'>): RequestFacts {
  const { method, url } = sketch;
  const { scheme, host, target } = url.startsWith('/')
    ? { scheme: 'http' as const, host: 'localhost', target: url }
    : splitAbsolute(url);
  const headers = hasHeader(sketch.headers, 'host')
    ? sketch.headers
    : [{ name: 'Host', value: host }, ...sketch.headers];
  const { body = { text: '' } } = sketch;
  const bytes = 'text' in body ? Buffer.from(body.text) : Buffer.from(body.base64, 'base64');
  const recognition = recognize({ method, target, headers, body: bytes });
  return factsOf(
    {
      request: { method, target, headers, scheme, via: 'local', remoteAddress: '127.0.0.1' },
      body: bytes,
      slug,
      findings: { recognition },
    },
    decodeBytes,
  );
}

function splitAbsolute(url: string) {
  const split = splitUrl(url);
  if (!('problem' in split)) return split;
  throw new CommandError('bad_input', `request.url: ${split.problem}`, [
    { path: 'request.url', message: split.problem },
  ]);
}
