import { createHash } from 'node:crypto';
import type { Body, BodyContent } from '../../../shared/model/body.ts';
import { findHeaders } from '../../../shared/http/headers.ts';
import type { Header } from '../../../shared/model/header.ts';
import type { BodySpool, Store, StoredBytes } from '../ports.ts';

/** Where response bodies go: memory while small, else a file of the store. */
export type BodyStore = Pick<Store, 'createSpool' | 'inlineLimitBytes'>;

export interface CollectedBody {
  bytes: StoredBytes;
  sizeBytes: number;
  sha256: string;
  /** The bytes themselves, when there are few. */
  content?: BodyContent;
}

/** Up to this size a response body is part of the attempt itself. */
const contentLimitBytes = 64 * 1024;

/** Takes a body chunk by chunk, up to a limit. */
export interface BodyCollector {
  /** False when the limit was reached: what is beyond it was not taken. */
  take(chunk: Uint8Array): Promise<boolean>;
  finish(): Promise<CollectedBody>;
  discard(): Promise<void>;
}

export function createBodyCollector(store: BodyStore, limitBytes: number): BodyCollector {
  const hash = createHash('sha256');
  let chunks: Uint8Array[] = [];
  /** All bytes, as long as they are few enough to be part of the attempt. */
  let few: Uint8Array[] | undefined = [];
  let spool: BodySpool | undefined;
  let sizeBytes = 0;

  return {
    async take(chunk) {
      const fitting = chunk.subarray(0, limitBytes - sizeBytes);
      sizeBytes += fitting.length;
      hash.update(fitting);
      if (sizeBytes <= contentLimitBytes) few?.push(fitting);
      else few = undefined;
      if (spool !== undefined) {
        await spool.write(fitting);
      } else {
        chunks.push(fitting);
        if (sizeBytes > store.inlineLimitBytes) {
          spool = store.createSpool();
          const held = chunks;
          chunks = [];
          for (const part of held) await spool.write(part);
        }
      }
      return fitting.length === chunk.length;
    },
    async finish() {
      return {
        bytes: spool === undefined ? { kind: 'inline', bytes: Buffer.concat(chunks) } : await spool.finish(),
        sizeBytes,
        sha256: hash.digest('hex'),
        ...(few === undefined ? {} : { content: contentOf(Buffer.concat(few)) }),
      };
    },
    async discard() {
      chunks = [];
      await spool?.discard();
    },
  };
}

/** Text only where the very same bytes come back from it. */
function contentOf(bytes: Uint8Array): BodyContent {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return { base64: Buffer.from(bytes).toString('base64') };
  }
}

/** A response's body as part of an attempt. */
export function describeBody(
  { sizeBytes, sha256, content }: CollectedBody,
  headers: readonly Header[],
  isTruncated: boolean,
): Body & { content?: BodyContent } {
  return {
    sizeBytes,
    sha256,
    ...encodingField(headers),
    isTruncated,
    ...(content === undefined ? {} : { content }),
  };
}

/** Several `Content-Encoding` fields are one list (RFC 9110 §5.3). */
export function encodingField(headers: readonly Header[]): { encoding?: string } {
  const values = findHeaders(headers, 'content-encoding');
  return values.length === 0 ? {} : { encoding: values.join(', ') };
}
