import { randomUUID } from 'node:crypto';
import type { Header } from '../../../shared/model/header.ts';
import type { PaypalEnvironment } from '../../../shared/model/paypal-lab.ts';
import type { ParsedInput } from '../../../shared/ipc/contract.ts';
import { CommandError } from '../../../shared/ipc/envelope.ts';
import { ipnBody, ipnKinds } from './ipn-messages.ts';
import { isoSeconds } from './made-up.ts';
import { signTransmission, SIMULATOR_WEBHOOK_ID, transmissionHeaders } from './transmission.ts';
import { webhookBody, webhookKinds } from './webhook-messages.ts';

/** A message as PayPal would send it, ready to be delivered. */
export interface LabMessagePlan {
  kind: 'ipn' | 'webhook';
  event: string;
  environment: PaypalEnvironment;
  headers: Header[];
  body: Uint8Array;
}

export function planIpn(input: ParsedInput<'paypalLab.sendIpn'>, at: number): LabMessagePlan {
  const kind = ipnKinds.find(({ event }) => event === input.event);
  if (kind === undefined) throw unknownEvent(ipnKinds);
  return {
    kind: 'ipn',
    event: kind.event,
    environment: input.isSandbox ? 'sandbox' : 'live',
    headers: [
      { name: 'User-Agent', value: 'PayPal IPN ( https://www.paypal.com/ipn )' },
      { name: 'Content-Type', value: 'application/x-www-form-urlencoded' },
    ],
    body: Buffer.from(ipnBody(kind, { ...input, at })),
  };
}

export interface LabSigner {
  privateKey: string;
  certificateUrl: string;
  /** Of the webhook that is set up. */
  webhookId: string;
}

export function planWebhook(
  input: ParsedInput<'paypalLab.sendWebhook'>,
  { privateKey, certificateUrl, webhookId }: LabSigner,
  at: number,
): LabMessagePlan {
  const body = Buffer.from(input.body ?? madeUpEvent(input.event, at));
  const transmission = {
    id: randomUUID(),
    time: isoSeconds(at),
    webhookId: input.isSimulated ? SIMULATOR_WEBHOOK_ID : (input.webhookId ?? webhookId),
  };
  const signature = signTransmission(transmission, body, privateKey);
  return {
    kind: 'webhook',
    event: input.body === undefined ? input.event : eventOf(input.body),
    environment: 'any',
    headers: [
      { name: 'User-Agent', value: 'PayPal/AUHD-214.0-58843969' },
      { name: 'Content-Type', value: 'application/json' },
      ...transmissionHeaders(transmission, signature, certificateUrl),
    ],
    body,
  };
}

function madeUpEvent(event: string, at: number): string {
  const kind = webhookKinds.find((each) => each.event === event);
  if (kind === undefined) throw unknownEvent(webhookKinds);
  return webhookBody(kind, at);
}

function eventOf(body: string): string {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    throw badInput('body', 'The event is not JSON, and PayPal sends nothing else.');
  }
  const type =
    typeof json === 'object' && json !== null && 'event_type' in json ? json.event_type : undefined;
  return typeof type === 'string' ? type.slice(0, 100) : 'event';
}

const unknownEvent = (kinds: readonly { event: string }[]) =>
  badInput(
    'event',
    `There is no such message. Those there are: ${kinds.map(({ event }) => event).join(', ')}.`,
  );

const badInput = (path: string, message: string) =>
  new CommandError('bad_input', message, [{ path, message }]);
