import { z } from 'zod';

/** A message body. The bytes are fetched apart, by the id of what they belong to. */
export const Body = z.strictObject({
  /** Bytes kept, after the transfer coding was removed and before any content coding was. */
  sizeBytes: z.int().nonnegative(),
  /** Hex SHA-256 of the bytes kept. */
  sha256: z.string(),
  /** The `Content-Encoding` field as sent, when there was one. */
  encoding: z.string().optional(),
  /** True when the sender sent, or announced, more than was kept. */
  isTruncated: z.boolean(),
});
export type Body = z.infer<typeof Body>;

/** Bytes written in a JSON document: as text, or as base64 where they are not text. */
export const BodyContent = z.union([
  z.strictObject({ text: z.string() }),
  z.strictObject({ base64: z.base64() }),
]);
export type BodyContent = z.infer<typeof BodyContent>;

/** Names one stored body: what a sender sent, what a delivery sent, or what its destination answered. */
export const BodySource = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('exchange'), exchangeId: z.string() }),
  z.strictObject({ kind: z.literal('delivery'), deliveryId: z.string() }),
  z.strictObject({ kind: z.literal('attempt'), attemptId: z.string() }),
]);
export type BodySource = z.infer<typeof BodySource>;
