import type { Findings } from '../../model/exchange.ts';
import { factsOf, type FactsSource, type RequestFacts } from '../request-facts.ts';

export type RequestSketch = Partial<FactsSource['request']> & {
  body?: string | Uint8Array;
  slug?: string;
  recognition?: Findings['recognition'];
  verification?: 'verified' | 'rejected' | 'unverified';
};

/** Facts of a request of which only what matters is given; the rest is a plain GET of `/inbox`. */
export function makeFacts(sketch: RequestSketch = {}): RequestFacts {
  const { body = '', slug = 'inbox', recognition, verification, ...request } = sketch;
  return factsOf(
    {
      request: {
        method: 'GET',
        target: '/inbox',
        headers: [],
        remoteAddress: '203.0.113.9',
        scheme: 'http',
        via: 'local',
        ...request,
      },
      body: typeof body === 'string' ? Buffer.from(body) : body,
      slug,
      findings: {
        recognition,
        ...(verification === undefined
          ? {}
          : { verification: { status: verification, checkedAt: 1_700_000_000_000 } }),
      },
    },
    (bytes, charset) => new TextDecoder(charset, { fatal: true, ignoreBOM: true }).decode(bytes),
  );
}
