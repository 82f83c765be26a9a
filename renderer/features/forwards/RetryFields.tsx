import { useEffect, useState } from 'react';
import type { ForwardRule } from '../../../shared/model/forward-rule.ts';
import { RetryPolicy } from '../../../shared/model/retry-policy.ts';
import { call } from '../../host/call.ts';
import { Field } from '../../ui/Field.tsx';
import { NumberField } from '../../ui/NumberField.tsx';
import { Select } from '../../ui/Select.tsx';

export interface RetryFieldsProps {
  policy: RetryPolicy;
  mode: ForwardRule['mode'];
  error: string | undefined;
  onChange: (policy: RetryPolicy) => void;
}

type Kind = RetryPolicy['kind'];

const kinds: readonly { value: Kind; label: string }[] = [
  { value: 'none', label: 'None' },
  { value: 'fixed', label: 'At a fixed interval' },
  { value: 'exponential', label: 'Ever more slowly' },
  { value: 'provider', label: 'As a provider does it' },
];

const fresh: Record<Exclude<Kind, 'schedule'>, unknown> = {
  none: { kind: 'none' },
  fixed: { kind: 'fixed', maxAttempts: 3, delayMs: 1000 },
  exponential: { kind: 'exponential', maxAttempts: 5, delayMs: 1000 },
  provider: { kind: 'provider', providerId: 'stripe' },
};

/** Whether a delivery that the destination took, and was not content with, is made again. */
export function RetryFields({ policy, mode, error, onChange }: RetryFieldsProps) {
  const [providers, setProviders] = useState<{ value: string; label: string }[]>([]);
  const isProvider = policy.kind === 'provider';
  useEffect(() => {
    if (!isProvider) return;
    let isCurrent = true;
    call('providers.list', {}).then(
      ({ providers: all }) => {
        if (!isCurrent) return;
        setProviders(
          all.flatMap(({ id, name, retryProfile }) =>
            retryProfile === undefined ? [] : [{ value: id, label: name }],
          ),
        );
      },
      () => undefined,
    );
    return () => {
      isCurrent = false;
    };
  }, [isProvider]);

  const choose = (kind: Kind) => {
    if (kind !== 'schedule') onChange(RetryPolicy.parse(fresh[kind]));
  };
  return (
    <>
      <Field
        label="Try again"
        hint={
          mode === 'mirror'
            ? 'When it answers with another status than 2xx. While it is down requests wait in the queue in any case.'
            : 'While the sender waits, when there is no reply or one with another status than 2xx.'
        }
        error={error}
      >
        <Select
          value={policy.kind}
          onChange={choose}
          options={
            policy.kind === 'schedule'
              ? [...kinds, { value: 'schedule', label: 'By a list of waits' }]
              : kinds
          }
        />
      </Field>
      {(policy.kind === 'fixed' || policy.kind === 'exponential') && (
        <div className="grid grid-cols-2 items-start gap-3">
          <Field label="Attempts, the first among them">
            <NumberField
              value={policy.maxAttempts}
              onChange={(maxAttempts) => onChange({ ...policy, maxAttempts })}
            />
          </Field>
          <Field label={policy.kind === 'fixed' ? 'Interval, ms' : 'First wait, ms'}>
            <NumberField value={policy.delayMs} onChange={(delayMs) => onChange({ ...policy, delayMs })} />
          </Field>
          {policy.kind === 'exponential' && (
            <>
              <Field label="Each wait is so many times the one before">
                <NumberField value={policy.factor} onChange={(factor) => onChange({ ...policy, factor })} />
              </Field>
              <Field label="Longest wait, ms">
                <NumberField
                  value={policy.maxDelayMs}
                  onChange={(maxDelayMs) => onChange({ ...policy, maxDelayMs })}
                />
              </Field>
            </>
          )}
        </div>
      )}
      {policy.kind === 'provider' && (
        <Field label="Provider" hint="Its own waits, deadline and statuses.">
          <Select
            value={policy.providerId}
            onChange={(providerId) => onChange({ ...policy, providerId })}
            options={
              providers.some(({ value }) => value === policy.providerId)
                ? providers
                : [{ value: policy.providerId, label: policy.providerId }, ...providers]
            }
          />
        </Field>
      )}
    </>
  );
}
