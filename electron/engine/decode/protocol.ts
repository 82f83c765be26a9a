/** What main thread and worker say to each other: one job at a time. */

export interface DecodeLimits {
  /** At most so many bytes come out. */
  maxBytes: number;
  maxCodings: number;
  /** What expands further is cut, once it is larger than a floor below which nobody can be hurt. */
  maxRatio: number;
}

export interface DecodeJob extends DecodeLimits {
  bytes: Uint8Array;
  /** False when `bytes` is only the beginning of the body. */
  isWhole: boolean;
  /** In the order they were applied. */
  codings: string[];
}

export interface DecodedBody {
  bytes: Uint8Array;
  /** Of the whole body, decoded; a lower bound unless `isComplete`. */
  totalBytes: number;
  isComplete: boolean;
  /** The codings undone, in the order they were undone. */
  codings: string[];
  /** Why it is not complete, as a sentence, where that is the body's fault. */
  problem?: string;
}
