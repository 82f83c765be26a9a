import type { Header } from '../../../../shared/model/header.ts';
import { isUnusable, type SignedMessage } from '../scheme.ts';
import type { SigningScheme } from './scene.ts';

/** Stands where a signature goes; no message holds it. */
const PLACE = 'SIGNATURE-PLACE';

export interface HeaderLayout {
  /** Every header that the scheme puts on a message. */
  names: readonly string[];
  /** The one with the signature, and what stands before it there: `sha256=`, `v1,`. */
  signature?: { name: string; before: string };
}

/** Where a scheme puts what it signs with, told from what it would write. */
export function headerLayout(scheme: SigningScheme, message: SignedMessage): HeaderLayout {
  const headers = written(scheme, message, PLACE);
  const holder = headers.find(({ value }) => value.includes(PLACE));
  return {
    names: headers.map(({ name }) => name),
    ...(holder === undefined
      ? {}
      : { signature: { name: holder.name, before: holder.value.slice(0, holder.value.indexOf(PLACE)) } }),
  };
}

/** The headers with a stand-in for the signature, made at an instant of no meaning. */
export function written(scheme: SigningScheme, message: SignedMessage, signature: string): Header[] {
  try {
    const prepared = scheme.prepare(message, { at: 0, id: 'msg_0' });
    return isUnusable(prepared) ? [] : scheme.write(prepared.claim, signature, prepared.message).headers;
  } catch {
    return [];
  }
}

export const withHeader = (message: SignedMessage, name: string, value: string): SignedMessage => ({
  ...message,
  headers: [
    ...message.headers.filter((header) => header.name.toLowerCase() !== name.toLowerCase()),
    { name, value },
  ],
});
