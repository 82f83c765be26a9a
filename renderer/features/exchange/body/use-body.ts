import { useEffect, useState } from 'react';
import type { BodySource } from '../../../../shared/model/body.ts';
import { call } from '../../../host/call.ts';
import { fromBase64 } from '../../../host/base64.ts';

const FIRST_BYTES = 2 * 1024 * 1024;
/** A body up to this size is read whole without asking: a cut document can't be formatted. */
const WHOLE_BYTES = 8 * 1024 * 1024;

export interface LoadedBody {
  bytes: Uint8Array<ArrayBuffer>;
  /** Of the whole body; a lower bound when decoding stopped at its limit. */
  totalBytes: number;
  isComplete: boolean;
  /** The content codings that were undone. */
  codings: string[];
  /** Why decoding stopped. */
  problem: string | undefined;
}

export interface BodyReading {
  body: LoadedBody | undefined;
  error: string | undefined;
  isReading: boolean;
  readMore: () => void;
}

/** Reads a body: its first 2 MB, or all of it up to 8 MB, and then more on demand. */
export function useBody(source: BodySource, isDecoded: boolean): BodyReading {
  const key = JSON.stringify([source, isDecoded]);
  const [state, setState] = useState<{ key: string; body?: LoadedBody; error?: string }>({ key: '' });
  const [wantedBytes, setWantedBytes] = useState({ key, bytes: FIRST_BYTES });
  const wanted = wantedBytes.key === key ? wantedBytes.bytes : FIRST_BYTES;
  const current = state.key === key ? state : { key };

  useEffect(() => {
    let isStale = false;
    const [from, decoded] = JSON.parse(key) as [BodySource, boolean];
    const read = async () => {
      let body: LoadedBody | undefined;
      for (let limit = wanted; body === undefined || (!body.isComplete && body.bytes.length < limit);) {
        const part = await call('bodies.read', {
          source: from,
          offset: body?.bytes.length ?? 0,
          limitBytes: FIRST_BYTES,
          isDecoded: decoded,
        });
        if (isStale) return;
        const bytes = fromBase64(part.base64);
        const grown: LoadedBody = {
          bytes: body === undefined ? bytes : joined(body.bytes, bytes),
          totalBytes: part.totalBytes,
          isComplete: part.isComplete,
          codings: part.codings,
          problem: part.problem,
        };
        if (part.totalBytes <= WHOLE_BYTES) limit = WHOLE_BYTES;
        body = grown;
        if (bytes.length === 0) break;
      }
      setState({ key, body });
    };
    read().catch((error: unknown) => {
      if (!isStale) setState({ key, error: error instanceof Error ? error.message : String(error) });
    });
    return () => {
      isStale = true;
    };
  }, [key, wanted]);

  const { body } = current;
  return {
    body,
    error: current.error,
    isReading:
      (body === undefined && current.error === undefined) ||
      (body !== undefined && !body.isComplete && body.bytes.length < wanted),
    readMore: () => setWantedBytes({ key, bytes: (body?.bytes.length ?? 0) + WHOLE_BYTES }),
  };
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(a.length + b.length);
  all.set(a);
  all.set(b, a.length);
  return all;
}
