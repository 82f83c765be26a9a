import type { Header } from '../../shared/model/header.ts';

/** A reply's first part, as its server wrote it. */
export interface ReplyHead {
  status: number;
  statusText: string;
  headers: readonly Header[];
}

/** Takes a reply piece by piece, as it comes. Nothing here throws or rejects: who it is meant for may be gone. */
export interface ReplySink {
  /** An interim response (1xx). */
  information(status: number, headers: readonly Header[]): void;
  begin(head: ReplyHead): void;
  /** Resolves when it makes sense to hand over more (backpressure). */
  write(chunk: Uint8Array): Promise<void>;
  /** The reply was complete. */
  end(trailers: readonly Header[]): void;
  /** The reply broke off. */
  abort(): void;
}
