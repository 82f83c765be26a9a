import { useEffect, useState } from 'react';
import type { BodySource } from '../../../shared/model/body.ts';
import { call } from '../../host/call.ts';

/** What is read of a body to show it; the rest is for saving. */
export const SHOWN_BYTES = 2 * 1024 * 1024;

export interface ReadBody {
  bytes: Uint8Array<ArrayBuffer>;
  totalBytes: number;
  isComplete: boolean;
  codings: string[];
  /** Why its content coding could not be undone. */
  decodeProblem?: string;
}

interface Read {
  key: string;
  body?: ReadBody;
  problem?: string;
}

/** The first part of a stored body, with its content codings undone. */
export function useBody(source: BodySource): { body?: ReadBody; problem?: string } {
  const key = JSON.stringify(source);
  const [read, setRead] = useState<Read>({ key: '' });
  useEffect(() => {
    let isCurrent = true;
    const wanted = JSON.parse(key) as BodySource;
    call('bodies.read', { source: wanted, isDecoded: true, limitBytes: SHOWN_BYTES }).then(
      ({ base64, totalBytes, isComplete, codings, problem }) => {
        if (!isCurrent) return;
        const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
        const decodeProblem = problem === undefined ? {} : { decodeProblem: problem };
        setRead({ key, body: { bytes, totalBytes, isComplete, codings, ...decodeProblem } });
      },
      (error: unknown) => {
        if (isCurrent) setRead({ key, problem: error instanceof Error ? error.message : String(error) });
      },
    );
    return () => {
      isCurrent = false;
    };
  }, [key]);
  return read.key === key ? read : {};
}
