import { planRetry, type RetryPlan } from '../../shared/http/retry-plan.ts';
import type { RetryPolicy } from '../../shared/model/retry-policy.ts';
import type { RetryProfile } from '../../shared/model/retry-profile.ts';
import { CommandError } from '../../shared/ipc/envelope.ts';

export type RetryProfileOf = (providerId: string) => RetryProfile | undefined;

/** A policy of a command's input, worked out; throws `CommandError` for one that names a provider without a profile. */
export function retryOf(
  policy: RetryPolicy | undefined,
  profileOf: RetryProfileOf,
): { policy: RetryPolicy; plan: RetryPlan } | undefined {
  const plan = policy === undefined ? undefined : planRetry(policy, profileOf);
  if (policy === undefined || plan === undefined) return undefined;
  if ('problem' in plan) {
    throw new CommandError('bad_input', plan.problem, [{ path: 'retry.providerId', message: plan.problem }]);
  }
  return { policy, plan };
}
