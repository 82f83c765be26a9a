import type { Delivery } from '../../../shared/model/delivery.ts';
import type { PaypalLab } from '../../../shared/model/paypal-lab.ts';
import type { CommandValue, ParsedInput } from '../../../shared/ipc/contract.ts';
import type { EventBody } from '../../../shared/ipc/events.ts';
import type { Settings } from '../../../shared/model/settings.ts';
import type { SettingsPort } from '../ports.ts';
import type { HandlersOf } from './handlers.ts';

interface Started {
  delivery: Delivery;
  ended: Promise<Delivery>;
}

interface PaypalLabCommandDeps {
  lab: {
    status(): PaypalLab;
    apply(settings: Settings['paypalLab']): Promise<PaypalLab>;
    clear(): PaypalLab;
  };
  settings: SettingsPort;
  publish(event: EventBody): void;
  /** PEM. */
  certificate(): Promise<string>;
  messages: CommandValue<'paypalLab.messages'>;
  sendIpn(input: ParsedInput<'paypalLab.sendIpn'>): Promise<Started>;
  sendWebhook(input: ParsedInput<'paypalLab.sendWebhook'>): Promise<Started>;
}

export function paypalLabCommands(deps: PaypalLabCommandDeps): HandlersOf<'paypalLab'> {
  const { lab, settings, publish } = deps;

  /** The settings are written when the lab could follow them. */
  const change = async (part: Partial<Settings['paypalLab']>): Promise<PaypalLab> => {
    const status = await lab.apply({ ...settings.read().paypalLab, ...part });
    const before = settings.read();
    const after = { ...before, paypalLab: { ...before.paypalLab, ...part } };
    settings.write(after);
    publish({ type: 'settings.changed', settings: after });
    return status;
  };

  return {
    'paypalLab.start': ({ port, webhookId }) =>
      change({
        isEnabled: true,
        ...(port === undefined ? {} : { port }),
        ...(webhookId === undefined ? {} : { webhookId }),
      }),
    'paypalLab.stop': () => change({ isEnabled: false }),
    'paypalLab.status': () => Promise.resolve(lab.status()),
    'paypalLab.clear': () => Promise.resolve(lab.clear()),
    async 'paypalLab.certificate'() {
      const { urls } = lab.status();
      return { pem: await deps.certificate(), ...(urls === undefined ? {} : { url: urls.certificate }) };
    },
    'paypalLab.messages': () => Promise.resolve(deps.messages),
    async 'paypalLab.sendIpn'(input) {
      const { delivery, ended } = await deps.sendIpn(input);
      return input.isWaiting ? ended : delivery;
    },
    async 'paypalLab.sendWebhook'(input) {
      const { delivery, ended } = await deps.sendWebhook(input);
      return input.isWaiting ? ended : delivery;
    },
  };
}
