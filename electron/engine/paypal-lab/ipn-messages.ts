import { paymentDate, trackId, transactionId, verifySign } from './made-up.ts';

type Fields = Record<string, string>;

export interface IpnKind {
  event: string;
  title: string;
  /** What it has besides the fields that every IPN has. */
  fields(at: number): Fields;
}

const payment = (): Fields => ({
  payment_type: 'instant',
  payment_status: 'Completed',
  txn_id: transactionId(),
  mc_gross: '19.95',
  mc_fee: '0.88',
  mc_currency: 'EUR',
  tax: '3.18',
  quantity: '1',
  item_name: 'Café crème & Brötchen',
  item_number: 'AK-1234',
  invoice: 'abc1234',
  custom: 'xyz 123',
});

const subscription = (at: number): Fields => ({
  subscr_id: `I-${transactionId(12)}`,
  subscr_date: paymentDate(at),
  item_name: 'Monthly plan',
  item_number: 'PLAN-1',
  period3: '1 M',
  amount3: '9.99',
  mc_amount3: '9.99',
  mc_currency: 'EUR',
  recurring: '1',
  reattempt: '1',
});

/** The variables are those of developer.paypal.com, "IPN and PDT variables", read 2026-11-25. */
export const ipnKinds: readonly IpnKind[] = [
  {
    event: 'web_accept',
    title: 'Payment completed (Buy Now)',
    fields: () => ({ txn_type: 'web_accept', ...payment() }),
  },
  {
    event: 'cart',
    title: 'Payment completed (cart)',
    fields: () => ({
      txn_type: 'cart',
      ...payment(),
      num_cart_items: '2',
      item_name1: 'Größe M',
      mc_gross_1: '12.00',
      quantity1: '1',
      item_name2: 'Postage',
      mc_gross_2: '7.95',
      quantity2: '1',
    }),
  },
  {
    event: 'pending',
    title: 'Payment pending',
    fields: () => ({
      txn_type: 'web_accept',
      ...payment(),
      payment_type: 'echeck',
      payment_status: 'Pending',
      pending_reason: 'echeck',
    }),
  },
  {
    event: 'refund',
    title: 'Refund',
    fields: () => ({
      ...payment(),
      payment_status: 'Refunded',
      reason_code: 'refund',
      parent_txn_id: transactionId(),
      mc_gross: '-19.95',
      mc_fee: '-0.88',
    }),
  },
  {
    event: 'subscr_signup',
    title: 'Subscription started',
    fields: (at) => ({ txn_type: 'subscr_signup', ...subscription(at) }),
  },
  {
    event: 'subscr_payment',
    title: 'Subscription payment',
    fields: (at) => {
      const { subscr_id } = subscription(at);
      return { txn_type: 'subscr_payment', ...payment(), subscr_id: subscr_id ?? '' };
    },
  },
  {
    event: 'new_case',
    title: 'Dispute opened',
    fields: (at) => ({
      txn_type: 'new_case',
      case_id: `PP-D-${transactionId(8)}`,
      case_type: 'dispute',
      reason_code: 'non_receipt',
      case_creation_date: paymentDate(at),
      txn_id: transactionId(),
    }),
  },
];

export interface IpnOptions {
  at: number;
  isSandbox: boolean;
  charset: 'windows-1252' | 'UTF-8';
  /** Put in place of those of the message, or behind them. */
  fields: Fields;
}

/** The body of an IPN, encoded as PayPal encodes: percent escapes of the bytes in the charset that it names. */
export function ipnBody(kind: IpnKind, { at, isSandbox, charset, fields }: IpnOptions): string {
  const all: Fields = {
    ...kind.fields(at),
    payment_date: paymentDate(at),
    first_name: 'Zoë',
    last_name: 'Müller',
    payer_email: 'buyer@example.com',
    payer_id: transactionId(13),
    payer_status: 'verified',
    address_name: 'Zoë Müller',
    address_street: '123, any street',
    address_city: 'Köln',
    address_country_code: 'DE',
    residence_country: 'DE',
    business: 'seller@example.com',
    receiver_email: 'seller@example.com',
    receiver_id: transactionId(13),
    charset,
    notify_version: '3.9',
    verify_sign: verifySign(),
    ...(isSandbox ? { test_ipn: '1' } : {}),
    ipn_track_id: trackId(),
    ...fields,
  };
  return Object.entries(all)
    .map(([name, value]) => `${encoded(name, charset)}=${encoded(value, charset)}`)
    .join('&');
}

/** As `application/x-www-form-urlencoded` has it (WHATWG URL §5.2), in either charset. */
function encoded(text: string, charset: IpnOptions['charset']): string {
  const bytes = charset === 'UTF-8' ? Buffer.from(text, 'utf8') : windows1252(text);
  return Array.from(bytes, (byte) => {
    if (byte === 0x20) return '+';
    const character = String.fromCharCode(byte);
    return /[A-Za-z0-9*\-._]/.test(character)
      ? character
      : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }).join('');
}

/** A character that the charset lacks goes out as `?`, as any encoder of it does. */
function windows1252(text: string): Buffer {
  return Buffer.from(Array.from(text, (character) => bytesOf1252.get(character) ?? 0x3f));
}

const bytesOf1252 = new Map(
  Array.from(new TextDecoder('windows-1252').decode(Uint8Array.from({ length: 256 }, (_, byte) => byte))).map(
    (character, byte) => [character, byte],
  ),
);
