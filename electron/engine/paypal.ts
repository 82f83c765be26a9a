import { CommandError } from '../../shared/ipc/envelope.ts';
import type { EventBody } from '../../shared/ipc/events.ts';
import type { CommandValue, ParsedInput } from '../../shared/ipc/contract.ts';
import type { RetryPolicy } from '../../shared/model/retry-policy.ts';
import type { StartedDelivery } from './deliver/deliveries.ts';
import type { DeliveryRequest } from './deliver/delivery-request.ts';
import { ipnKinds } from './paypal-lab/ipn-messages.ts';
import { createPaypalLab, type PaypalLabSwitch } from './paypal-lab/lab.ts';
import { planIpn, planWebhook, type LabMessagePlan } from './paypal-lab/lab-sends.ts';
import { webhookKinds } from './paypal-lab/webhook-messages.ts';
import type { Clock, Ids, Log, SecretsPort, SettingsPort, Store } from './ports.ts';

interface PaypalDeps {
  store: Store;
  clock: Clock;
  ids: Ids;
  log: Log;
  secrets: Pick<SecretsPort, 'get' | 'set'>;
  settings: SettingsPort;
  /** Begins a delivery that is tried again as the policy says. */
  start(request: DeliveryRequest, retry: RetryPolicy | undefined): Promise<StartedDelivery>;
  publish(event: EventBody): void;
}

/** PayPal's two sides: the lab that listeners ask, and the messages that they ask about. */
export interface Paypal {
  lab: PaypalLabSwitch;
  messages: CommandValue<'paypalLab.messages'>;
  sendIpn(input: ParsedInput<'paypalLab.sendIpn'>): Promise<StartedDelivery>;
  sendWebhook(input: ParsedInput<'paypalLab.sendWebhook'>): Promise<StartedDelivery>;
}

/** So many of the last messages a post-back that differs is compared with. */
const COMPARED_MESSAGES = 40;

const titled = ({ event, title }: { event: string; title: string }) => ({ event, title });

export function createPaypal(deps: PaypalDeps): Paypal {
  const { store, clock, settings } = deps;
  const lab = createPaypalLab({
    ...deps,
    settings: settings.read().paypalLab,
    sent: {
      withBody: (sha256) => store.listSentWithBody(sha256),
      recent: () => store.listRecentlySent(COMPARED_MESSAGES),
    },
  });

  /** Without the lab a listener could not ask back. */
  const urls = () => {
    const status = lab.status();
    if (status.urls === undefined) {
      throw new CommandError(
        'unavailable',
        'The PayPal lab is off, so the listener could not post back: call paypalLab.start first.',
      );
    }
    return status.urls;
  };

  const send = async (
    { url, retry }: { url: string; retry?: RetryPolicy | undefined },
    { kind, event, environment, headers, body }: LabMessagePlan,
  ) => {
    const request: DeliveryRequest = {
      trigger: 'draft',
      method: 'POST',
      url,
      headers,
      trailers: [],
      body: { bytes: body },
      isHostRewritten: false,
    };
    const started = await deps.start(request, retry);
    const { id: deliveryId, createdAt: at } = started.delivery;
    lab.recordSend({ deliveryId, at, kind, event, environment, url });
    return started;
  };

  return {
    lab,
    messages: { ipn: ipnKinds.map(titled), webhook: webhookKinds.map(titled) },
    async sendIpn(input) {
      urls();
      return send(input, planIpn(input, clock.now()));
    },
    async sendWebhook(input) {
      const certificateUrl = urls().certificate;
      const { privateKey } = await lab.certificate();
      const { webhookId } = lab.status();
      return send(input, planWebhook(input, { privateKey, certificateUrl, webhookId }, clock.now()));
    },
  };
}
