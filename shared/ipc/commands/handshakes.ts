import { z } from 'zod';
import { Confirmation, HandshakeId } from '../../model/handshake.ts';
import { idOf } from '../../model/id.ts';
import { command } from '../command.ts';

export const handshakeCommands = {
  /** Whether a captured request asks to set up its endpoint: what was, or with handshakes on would be, done about it. */
  'handshakes.inspect': command(
    z.strictObject({ exchangeId: idOf('exc') }),
    z.strictObject({
      /** Absent where it asks nothing that has an answer. */
      demand: z
        .strictObject({
          id: HandshakeId,
          /** False where the bin did not answer it: handshakes were off, or this one was not allowed. */
          isAnswered: z.boolean(),
          /** What was answered, or what would be now, and why. */
          explanation: z.string(),
        })
        .optional(),
      /** Absent where it names no URL to be called. */
      confirmation: z
        .strictObject({
          id: HandshakeId,
          /** In full, as it came. */
          url: z.string(),
          /** Why `handshakes.confirm` would not call it. */
          problem: z.string().optional(),
          /** The call that was made. */
          made: Confirmation.optional(),
        })
        .optional(),
    }),
  ),
  /**
   * Calls the URL by which AWS SNS or Azure Event Grid wants a subscription confirmed. `bad_input` where the request names no such
   * URL, or one that is not called; `unavailable` where there was no answer. Nothing is ever called by itself.
   */
  'handshakes.confirm': command(
    z.strictObject({ exchangeId: idOf('exc') }),
    Confirmation.extend({
      /** The status was 200 to 299. */
      isConfirmed: z.boolean(),
      /** What was answered, at most 64 KiB. */
      text: z.string(),
    }),
  ),
} as const;
