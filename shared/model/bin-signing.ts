import { z } from 'zod';
import { ProviderId } from './provider.ts';
import { SecretName } from './secret.ts';
import { SchemeChoice } from './signing.ts';

/** What a bin verifies signatures with. */
export const BinSigning = z.strictObject({
  /** Absent: the provider that each request is recognised as. */
  providerId: ProviderId.optional(),
  /** Which of its schemes, or one described in full for a sender that is not among the providers. */
  scheme: SchemeChoice.optional(),
  /** Tried in this order: several while a secret is being rotated. None: nothing is verified. */
  secretNames: z.array(SecretName).max(10).default([]),
});
export type BinSigning = z.infer<typeof BinSigning>;
