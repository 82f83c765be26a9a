import { sign, verify } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { Header } from '../../../shared/model/header.ts';

/** What PayPal says of one webhook message in its headers, and who it was signed for. */
export interface Transmission {
  id: string;
  /** ISO 8601, in seconds. */
  time: string;
  webhookId: string;
}

export const AUTH_ALGORITHM = 'SHA256withRSA';

/** The id that the webhooks simulator signs for (developer.paypal.com, "Webhooks simulator", read 2026-11-25). */
export const SIMULATOR_WEBHOOK_ID = 'WEBHOOK_ID';

/**
 * The signed text: transmission id, time, webhook id and the CRC-32 of the raw body in decimal (developer.paypal.com,
 * "Integrate webhooks", read 2026-11-25).
 */
const signedText = ({ id, time, webhookId }: Transmission, body: Uint8Array): Buffer =>
  Buffer.from(`${id}|${time}|${webhookId}|${crc32(body)}`);

export function signTransmission(transmission: Transmission, body: Uint8Array, privateKey: string): string {
  return sign('sha256', signedText(transmission, body), privateKey).toString('base64');
}

export function isSignedBy(
  certificate: string,
  transmission: Transmission,
  body: Uint8Array,
  signature: string,
): boolean {
  return verify('sha256', signedText(transmission, body), certificate, Buffer.from(signature, 'base64'));
}

export function transmissionHeaders(
  { id, time }: Transmission,
  signature: string,
  certificateUrl: string,
): Header[] {
  return [
    { name: 'PAYPAL-AUTH-ALGO', value: AUTH_ALGORITHM },
    { name: 'PAYPAL-AUTH-VERSION', value: 'v2' },
    { name: 'PAYPAL-CERT-URL', value: certificateUrl },
    { name: 'PAYPAL-TRANSMISSION-ID', value: id },
    { name: 'PAYPAL-TRANSMISSION-SIG', value: signature },
    { name: 'PAYPAL-TRANSMISSION-TIME', value: time },
  ];
}
