import { useEffect, useState } from 'react';
import type { CommandValue } from '../../../../shared/ipc/contract.ts';
import type { Bin } from '../../../../shared/model/bin.ts';
import type { DefaultReply } from '../../../../shared/model/reply.ts';
import type { ResponseRuleInput } from '../../../../shared/model/response-rule.ts';
import { call, CommandFailureError } from '../../../host/call.ts';
import type { FieldProblem } from '../field-problems.ts';

export type Trial = CommandValue<'rules.try'>;

export interface TrialState {
  /** The last that worked; absent when there is nothing to try on. */
  trial: Trial | undefined;
  /** What is wrong with the rules as they are edited. */
  problems: readonly FieldProblem[];
  /** Why there is no trial, for a person. */
  message: string | undefined;
}

const nothing: TrialState = { trial: undefined, problems: [], message: undefined };

/** Typing goes on while this long passes between two keys. */
const REST_MS = 250;

/** Tries rules, saved or not, on a captured request, anew whenever something changes. */
export function useTrial(
  bin: Bin,
  rules: readonly ResponseRuleInput[],
  reply: DefaultReply,
  exchangeId: string | undefined,
): TrialState {
  const [state, setState] = useState(nothing);
  const input = JSON.stringify({ rules, reply });
  // Without a choice it is the newest, which is another one with each arrival.
  const arrivals = exchangeId === undefined ? bin.exchangeCount : 0;

  useEffect(() => {
    let isCurrent = true;
    const run = async () => {
      const given = JSON.parse(input) as { rules: ResponseRuleInput[]; reply: DefaultReply };
      try {
        const trial = await call('rules.try', {
          binId: bin.id,
          ...given,
          ...(exchangeId === undefined ? {} : { exchangeId }),
        });
        if (isCurrent) setState({ trial, problems: [], message: undefined });
      } catch (error) {
        if (!(error instanceof CommandFailureError)) throw error;
        const { code, details, message } = error;
        if (isCurrent) {
          setState({ trial: undefined, problems: code === 'bad_input' ? details : [], message });
        }
      }
    };
    const timer = setTimeout(() => void run(), REST_MS);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [bin.id, input, exchangeId, arrivals]);

  return state;
}
