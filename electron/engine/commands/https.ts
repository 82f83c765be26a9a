import type { HttpsStatus } from '../../../shared/model/https.ts';
import type { SettingsChange } from '../../../shared/model/settings.ts';
import { CommandError } from '../../../shared/ipc/envelope.ts';
import type { HandlersOf } from './handlers.ts';

interface HttpsCommandDeps {
  status(): HttpsStatus;
  authorityPem(): string | undefined;
  removeAuthority(): Promise<void>;
  /** As `settings.update` does it. */
  updateSettings(change: SettingsChange): Promise<unknown>;
}

export function httpsCommands(deps: HttpsCommandDeps): HandlersOf<'https'> {
  return {
    'https.status': () => Promise.resolve(deps.status()),
    async 'https.enable'({ port }) {
      const capture = { isHttpsEnabled: true, ...(port === undefined ? {} : { httpsPort: port }) };
      await deps.updateSettings({ capture });
      return deps.status();
    },
    async 'https.disable'() {
      await deps.updateSettings({ capture: { isHttpsEnabled: false } });
      return deps.status();
    },
    'https.authority': async () => {
      const { authority } = deps.status();
      const pem = deps.authorityPem();
      if (authority === undefined || pem === undefined) {
        throw new CommandError('not_found', 'There is no certificate authority yet; https.enable makes one.');
      }
      return Promise.resolve({ ...authority, pem });
    },
    async 'https.removeAuthority'() {
      await deps.updateSettings({ capture: { isHttpsEnabled: false } });
      await deps.removeAuthority();
      return deps.status();
    },
  };
}
