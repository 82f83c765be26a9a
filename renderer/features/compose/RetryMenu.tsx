import { Repeat } from 'lucide-react';
import { useState } from 'react';
import { useProviders } from '../../state/providers.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { Popover } from '../../ui/Popover.tsx';
import { Select } from '../../ui/Select.tsx';
import { chooseRetry, useRetryChoice } from './retry-choice.ts';
import { profileInWords, spanInWords } from './retry-words.ts';

const ONCE = '+once';
const REAL_TIME = 'real';
const SPANS_MS = [10_000, 60_000, 300_000, 3_600_000];
/** What a choice begins with: as the provider would, but not over days. */
const FIRST_SPAN_MS = 60_000;

/** How a send that fails is tried again: not at all, or as a provider would, in real time or squeezed. */
export function RetryMenu({ draftId }: { draftId: string }) {
  const [isOpen, setIsOpen] = useState(false);
  const providers = useProviders();
  const choice = useRetryChoice(draftId);
  const chosen = providers.find(({ id }) => id === choice?.providerId);
  const withProfile = providers
    .filter(({ retryProfile }) => retryProfile !== undefined)
    .toSorted((a, b) => a.name.localeCompare(b.name, 'en'));
  const label = 'How a failed send is tried again';
  const compressToMs = choice?.compressToMs;

  return (
    <Popover
      isOpen={isOpen}
      onOpenChange={setIsOpen}
      label={label}
      trigger={
        chosen === undefined ? (
          <IconButton label={label} icon={Repeat} />
        ) : (
          <Button icon={Repeat} aria-label={`${label}: as ${chosen.name}`}>
            {chosen.name}
          </Button>
        )
      }
    >
      <div className="flex flex-col gap-3">
        <Field label="Try again">
          <Select
            value={choice?.providerId ?? ONCE}
            onChange={(value) =>
              chooseRetry(
                draftId,
                value === ONCE ? undefined : { compressToMs: FIRST_SPAN_MS, ...choice, providerId: value },
              )
            }
            options={[
              { value: ONCE, label: 'Never: send once' },
              ...withProfile.map(({ id, name }) => ({ value: id, label: `As ${name} would` })),
            ]}
          />
        </Field>
        {chosen?.retryProfile !== undefined && (
          <>
            <Field label="Time">
              <Select
                value={compressToMs === undefined ? REAL_TIME : String(compressToMs)}
                onChange={(value) =>
                  chooseRetry(draftId, {
                    providerId: chosen.id,
                    ...(value === REAL_TIME ? {} : { compressToMs: Number(value) }),
                  })
                }
                options={[
                  { value: REAL_TIME, label: 'In real time' },
                  ...SPANS_MS.map((ms) => ({ value: String(ms), label: `Squeezed into ${spanInWords(ms)}` })),
                ]}
              />
            </Field>
            <div className="flex flex-col gap-1.5 text-muted">
              {profileInWords(chosen.retryProfile, compressToMs).map((sentence) => (
                <p key={sentence}>{sentence}</p>
              ))}
              <p className="text-small break-all text-faint select-text">
                {chosen.retryProfile.source}
                {chosen.retryProfile.readOn !== undefined && `, read ${chosen.retryProfile.readOn}`}
              </p>
            </div>
          </>
        )}
      </div>
    </Popover>
  );
}
