import { useEffect, useEffectEvent, useState } from 'react';
import type { CommandValue } from '../../../shared/ipc/contract.ts';
import type { Verification } from '../../../shared/model/verification.ts';
import { call } from '../../host/call.ts';

type ExchangeDetail = CommandValue<'exchanges.get'>;

/** What it is checked with, where it is not as the bin is set up. */
export interface CheckWith {
  providerId?: string;
  secretName?: string;
}

interface Check {
  /** Absent while the first answer is awaited and nothing is stored. */
  verification: Verification | undefined;
  isChecking: boolean;
  problem: string | undefined;
  /** Checks again, keeps the result, and finds the cause where it fails. */
  verify(choice: CheckWith): Promise<void>;
}

/** The verdict on an exchange; where there is none, or none with its cause, that is asked for. */
export function useCheck(exchange: ExchangeDetail): Check {
  const { id, verification: stored } = exchange;
  const isTold = stored?.status === 'verified' || stored?.diagnosis !== undefined;
  const [answer, setAnswer] = useState<Verification>();
  const [isChecking, setIsChecking] = useState(!isTold);
  const [problem, setProblem] = useState<string>();

  const take = (asked: Promise<Verification>) =>
    asked
      .then(setAnswer, (error: unknown) => setProblem(error instanceof Error ? error.message : String(error)))
      .finally(() => setIsChecking(false));
  const diagnose = useEffectEvent(() => {
    if (!isTold) void take(call('exchanges.diagnose', { id }));
  });
  useEffect(() => diagnose(), [id]);

  return {
    verification: answer ?? stored,
    isChecking,
    problem,
    verify: (choice) => {
      setIsChecking(true);
      setProblem(undefined);
      return take(call('exchanges.verify', { id, ...choice }));
    },
  };
}
