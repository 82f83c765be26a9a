import type { LookupFunction } from 'node:net';
import { expect } from 'vitest';
import { splitUrl, type SplitUrl } from '../../../../shared/http/url.ts';
import type { SendFailure } from '../../../../shared/model/delivery.ts';
import { systemClock } from '../../clock.ts';
import type { FakeClock } from '../../testing/fake-clock.ts';
import { send, type SendRequest } from '../send.ts';
import { createMemoryBodies } from './memory-bodies.ts';

export const urlOf = (text: string): SplitUrl => {
  const url = splitUrl(text);
  if ('problem' in url) throw new Error(url.problem);
  return url;
};

export interface Options extends Partial<Omit<SendRequest, 'url'>> {
  clock?: FakeClock;
  lookup?: LookupFunction;
}

export const sendTo = (url: string, { clock, lookup, ...rest }: Options = {}) =>
  send(
    {
      method: 'POST',
      url: urlOf(url),
      headers: [
        { name: 'Host', value: 'x' },
        { name: 'Content-Length', value: String(rest.body?.sizeBytes ?? 0) },
      ],
      trailers: [],
      timeoutMs: 30_000,
      isCertificateChecked: true,
      ...rest,
    },
    { clock: clock ?? systemClock, store: createMemoryBodies(256 * 1024), lookup },
  );

/** The failure of a send that got no response. */
export async function failureOf(url: string, options?: Options): Promise<SendFailure | undefined> {
  const { response, failure } = await sendTo(url, options);
  expect(response).toBeUndefined();
  return failure;
}

export const never: LookupFunction = () => undefined;
export const failing =
  (code: string): LookupFunction =>
  (host, _options, callback) =>
    callback(
      Object.assign(new Error(`getaddrinfo ${code} ${host}`), { code, syscall: 'getaddrinfo' }),
      '',
      4,
    );

/** A body that never ends, and tells when it is asked for more. */
export function endless(onChunk: (count: number) => void) {
  return {
    sizeBytes: 2 ** 40,
    // eslint-disable-next-line @typescript-eslint/require-await -- the shape of a stream
    async *open() {
      for (let count = 0; ; count += 1) {
        onChunk(count);
        yield Buffer.alloc(1024 * 1024);
      }
    },
  };
}
