import { useEffect, useState } from 'react';
import type { PayloadFormat } from '../../../../shared/model/encryption.ts';
import type { CommandValue } from '../../../../shared/ipc/contract.ts';
import { call, CommandFailureError } from '../../../host/call.ts';
import type { EncryptionDraft } from '../../../ui/encryption/EncryptionFields.tsx';

export interface Found {
  how: PayloadFormat;
  field?: string | undefined;
}

/** How the body of an exchange is encrypted; empty where it is not, `undefined` while that is not known. */
export function useDetected(exchangeId: string | undefined): Found[] | undefined {
  const [state, setState] = useState<{ id?: string; found?: Found[] }>({});
  useEffect(() => {
    if (exchangeId === undefined) return undefined;
    let isStale = false;
    void call('payloads.detect', { source: { kind: 'exchange', exchangeId } }).then(
      ({ found }) => !isStale && setState({ id: exchangeId, found }),
      () => !isStale && setState({ id: exchangeId, found: [] }),
    );
    return () => {
      isStale = true;
    };
  }, [exchangeId]);
  return state.id === exchangeId ? state.found : undefined;
}

export interface Decryption {
  value?: CommandValue<'payloads.decrypt'>;
  /** Why it is not decrypted, in a sentence. */
  problem?: string;
  /** The part of the encryption that does not fit. */
  errors: Record<string, string>;
}

/** Decrypts with what is picked; without a key each stored one is tried. */
export function useDecrypted(exchangeId: string, asked: EncryptionDraft): Decryption | undefined {
  const key = JSON.stringify([exchangeId, asked]);
  const [state, setState] = useState<{ key: string; decryption: Decryption }>();
  useEffect(() => {
    let isStale = false;
    const [id, encryption] = JSON.parse(key) as [string, EncryptionDraft];
    const settle = (decryption: Decryption) => {
      if (!isStale) setState({ key, decryption });
    };
    void call('payloads.decrypt', { source: { kind: 'exchange', exchangeId: id }, ...encryption }).then(
      (value) => settle({ value, errors: {} }),
      (error: unknown) => settle(refused(error)),
    );
    return () => {
      isStale = true;
    };
  }, [key]);
  return state?.key === key ? state.decryption : undefined;
}

function refused(error: unknown): Decryption {
  const problem = error instanceof Error ? error.message : String(error);
  const details = error instanceof CommandFailureError ? error.details : [];
  return { problem, errors: Object.fromEntries(details.map(({ path, message }) => [path, message])) };
}
