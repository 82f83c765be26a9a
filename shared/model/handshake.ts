import { z } from 'zod';

/** What a bin answers by itself when a provider asks whether the endpoint is really there. */
export const HandshakeSettings = z.strictObject({
  isEnabled: z.boolean().default(false),
});
export type HandshakeSettings = z.infer<typeof HandshakeSettings>;
