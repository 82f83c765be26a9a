import { useEffect, useEffectEvent, useState } from 'react';
import type { CommandValue } from '../../../shared/ipc/contract.ts';
import type { Draft } from '../../../shared/model/draft.ts';
import { call, CommandFailureError } from '../../host/call.ts';
import type { SignChoice } from './sign-choice.ts';

export interface SignProblem {
  /** The field it belongs to: `secret`, `secretName`, `scheme`, `isFrozen`, `request` … */
  path: string;
  message: string;
}

export interface Preview {
  signed?: CommandValue<'signatures.sign'>;
  problem?: SignProblem;
}

const PAUSE_MS = 250;

/** What signing would put on a message now, kept current; nothing while no secret is chosen. */
export function usePreview(
  choice: SignChoice | undefined,
  /** The message as it is, with what was typed last; `undefined` when it can't be had. */
  read: () => Promise<Pick<Draft, 'method' | 'url' | 'headers' | 'body' | 'encryption'> | undefined>,
  /** Changes when the message does. */
  revision: unknown,
): Preview & { refresh: () => void } {
  const [preview, setPreview] = useState<Preview>({});
  const [round, setRound] = useState(0);
  const isComplete = choice?.secretName !== undefined;
  const key = JSON.stringify([choice, revision]);
  const take = useEffectEvent(async (): Promise<Preview> => {
    if (choice === undefined || !isComplete) return {};
    const message = await read();
    if (message === undefined) return {};
    const { method, url, headers } = message;
    try {
      const body = await outgoingBody(message);
      const request = { method, url, headers, ...(body === undefined ? {} : { body }) };
      return { signed: await call('signatures.sign', { ...choice, request }) };
    } catch (error) {
      return { problem: problemOf(error) };
    }
  });

  useEffect(() => {
    let isCurrent = true;
    const timer = setTimeout(() => {
      void take().then((next) => {
        if (isCurrent) setPreview(next);
      });
    }, PAUSE_MS);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [key, round]);

  return { ...(isComplete ? preview : {}), refresh: () => setRound((count) => count + 1) };
}

/** What is signed is what goes out: the body encrypted, where it is to be. */
async function outgoingBody({
  body,
  encryption,
}: Pick<Draft, 'body' | 'encryption'>): Promise<Draft['body']> {
  if (encryption === undefined || (body !== undefined && 'exchangeId' in body)) return body;
  return (await call('payloads.encrypt', { content: body ?? { text: '' }, encryption })).body;
}

export function problemOf(error: unknown): SignProblem {
  if (error instanceof CommandFailureError) {
    return { path: error.details[0]?.path ?? 'request', message: error.message };
  }
  return { path: 'request', message: String(error) };
}
