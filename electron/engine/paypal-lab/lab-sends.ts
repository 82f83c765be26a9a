import { randomUUID } from 'node:crypto';
import type { Header } from '../../../shared/model/header.ts';
import type { PaypalEnvironment } from '../../../shared/model/paypal-lab.ts';
import type { ParsedInput } from '../../../shared/ipc/contract.ts';
import { CommandError } from '../../../shared/ipc/envelope.ts';
import { encodeIpn } from './ipn-encoding.ts';
import { signTransmission, SIMULATOR_WEBHOOK_ID, transmissionHeaders } from './transmission.ts';

/** A message as PayPal would send it, ready to be delivered. */
export interface LabMessagePlan {
  kind: 'ipn' | 'webhook';
  event: string;
  environment: PaypalEnvironment;
  headers: Header[];
  body: Uint8Array;
}

/** An IPN made of a template's body. */
export function planIpn(input: ParsedInput<'paypalLab.sendIpn'>, templateBody: string): LabMessagePlan {
  return {
    kind: 'ipn',
    event: input.event,
    environment: input.isSandbox ? 'sandbox' : 'live',
    headers: [
      { name: 'User-Agent', value: 'PayPal IPN ( https://www.paypal.com/ipn )' },
      { name: 'Content-Type', value: 'application/x-www-form-urlencoded' },
    ],
    body: Buffer.from(encodeIpn(templateBody, input)),
  };
}

export interface LabSigner {
  privateKey: string;
  certificateUrl: string;
  /** Of the webhook that is set up. */
  webhookId: string;
}

/** A webhook event, of a template's body or one's own, with the headers of its transmission. */
export function planWebhook(
  input: ParsedInput<'paypalLab.sendWebhook'>,
  templateBody: string,
  { privateKey, certificateUrl, webhookId }: LabSigner,
  at: number,
): LabMessagePlan {
  const body = Buffer.from(input.body ?? templateBody);
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

/** Without fractions of a second, as PayPal writes it. */
const isoSeconds = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}Z`;

const badInput = (path: string, message: string) =>
  new CommandError('bad_input', message, [{ path, message }]);
