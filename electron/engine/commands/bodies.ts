import type { BodySource } from '../../../shared/model/body.ts';
import { CommandError } from '../../../shared/ipc/envelope.ts';
import type { Store } from '../ports.ts';
import type { HandlersOf } from './handlers.ts';

/** What undoing the content codings of a body gave. */
export interface DecodedBody {
  bytes: Uint8Array;
  totalBytes: number;
  isComplete: boolean;
  codings: string[];
  problem?: string;
}

interface BodyCommandDeps {
  store: Store;
  /** Undoes the body's own `Content-Encoding`; `undefined` when there is no such body. */
  decode(source: BodySource): Promise<DecodedBody | undefined>;
}

export function bodyCommands({ store, decode }: BodyCommandDeps): HandlersOf<'bodies'> {
  return {
    async 'bodies.read'({ source, offset, limitBytes, isDecoded }) {
      if (isDecoded) {
        const decoded = await decode(source);
        if (decoded === undefined) throw missingBody();
        const bytes = decoded.bytes.subarray(offset, offset + limitBytes);
        return {
          base64: toBase64(bytes),
          totalBytes: decoded.totalBytes,
          isComplete: decoded.isComplete && offset + bytes.length >= decoded.totalBytes,
          codings: decoded.codings,
          ...(decoded.problem === undefined ? {} : { problem: decoded.problem }),
        };
      }
      const read = await store.readBody(source, offset, limitBytes);
      if (read === undefined) throw missingBody();
      return {
        base64: toBase64(read.bytes),
        totalBytes: read.totalBytes,
        isComplete: offset + read.bytes.length >= read.totalBytes,
        codings: [],
      };
    },
  };
}

const missingBody = () => new CommandError('not_found', 'There is no such body any more.');

const toBase64 = (bytes: Uint8Array) =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64');
