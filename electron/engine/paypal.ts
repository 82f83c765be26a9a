import { CommandError } from '../../shared/ipc/envelope.ts';
import type { LabMessage } from '../../shared/ipc/commands/paypal-lab.ts';
import type { EventBody } from '../../shared/ipc/events.ts';
import type { CommandValue, ParsedInput } from '../../shared/ipc/contract.ts';
import type { RetryPolicy } from '../../shared/model/retry-policy.ts';
import type { StartedDelivery } from './deliver/deliveries.ts';
import type { DeliveryRequest } from './deliver/delivery-request.ts';
import { createPaypalLab, type PaypalLabSwitch } from './paypal-lab/lab.ts';
import { planIpn, planWebhook, type LabMessagePlan } from './paypal-lab/lab-sends.ts';
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
  templates: {
    of(provider: PaypalProvider): LabMessage[];
    /** The body of an event; throws `CommandError('not_found')`. */
    render(provider: PaypalProvider, event: string): string;
  };
}

type PaypalProvider = 'paypal-ipn' | 'paypal';

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
  const { store, clock, settings, templates } = deps;
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
    messages: {
      ipn: templates.of('paypal-ipn').map(titled),
      webhook: templates.of('paypal').map(titled),
    },
    async sendIpn(input) {
      urls();
      return send(input, planIpn(input, templates.render('paypal-ipn', input.event)));
    },
    async sendWebhook(input) {
      const certificateUrl = urls().certificate;
      const { privateKey } = await lab.certificate();
      const { webhookId } = lab.status();
      const body = input.body ?? templates.render('paypal', input.event);
      return send(input, planWebhook(input, body, { privateKey, certificateUrl, webhookId }, clock.now()));
    },
  };
}
