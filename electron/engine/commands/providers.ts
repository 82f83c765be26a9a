import type { ProviderInfo } from '../../../shared/model/provider.ts';
import type { HandlersOf } from './handlers.ts';

export function providerCommands(list: () => ProviderInfo[]): HandlersOf<'providers'> {
  return { 'providers.list': () => Promise.resolve({ providers: list() }) };
}
