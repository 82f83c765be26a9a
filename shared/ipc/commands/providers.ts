import { z } from 'zod';
import { ProviderInfo } from '../../model/provider.ts';
import { command, nothing } from '../command.ts';

export const providerCommands = {
  /** Every provider that requests are recognized as, with what is known of how it signs, waits and tries again. */
  'providers.list': command(nothing, z.strictObject({ providers: z.array(ProviderInfo) })),
} as const;
