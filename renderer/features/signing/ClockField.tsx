import { useState } from 'react';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { clockKind, readInstant, readSeconds, withClock, type SignChoice } from './sign-choice.ts';

const PRESETS = [299, 300, 301];

export interface ClockFieldProps {
  choice: SignChoice;
  onChange: (choice: SignChoice) => void;
}

/** When it is signed: now, at another instant, or some time ago, to try a receiver's tolerance. */
export function ClockField({ choice, onChange }: ClockFieldProps) {
  const kind = clockKind(choice);
  return (
    <div role="group" aria-label="Time of the signature" className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-2">
        <span className="font-medium">Time</span>
        <Segmented
          label="Clock"
          value={kind}
          onChange={(next) => {
            if (next === 'now') onChange(withClock(choice, undefined));
            else if (next === 'age') onChange(withClock(choice, { ageMs: 300_000 }));
            else onChange(withClock(choice, { at: Math.floor(Date.now() / 1000) * 1000 }));
          }}
          options={[
            { value: 'now', label: 'Now' },
            { value: 'age', label: 'Some time ago' },
            { value: 'at', label: 'At an instant' },
          ]}
        />
      </div>
      {kind === 'age' && <AgeField choice={choice} onChange={onChange} />}
      {kind === 'at' && <InstantField choice={choice} onChange={onChange} />}
    </div>
  );
}

function AgeField({ choice, onChange }: ClockFieldProps) {
  const ageMs = choice.ageMs ?? 0;
  const [typed, setTyped] = useState<string>();
  const text = typed ?? String(ageMs / 1000);
  const isRead = readSeconds(text) !== undefined;
  return (
    <Field
      label="Age in seconds"
      hint="Signed as if it had been sent that long ago; a negative age is in the future."
      error={isRead ? undefined : 'Enter a number of seconds, such as 300 or -60.'}
    >
      <div className="flex flex-wrap items-center gap-2">
        <TextField
          className="w-24"
          isCode
          inputMode="numeric"
          value={text}
          onChange={(next) => {
            setTyped(next);
            const read = readSeconds(next);
            if (read !== undefined) onChange(withClock(choice, { ageMs: read }));
          }}
          onBlur={() => isRead && setTyped(undefined)}
        />
        {PRESETS.map((seconds) => (
          <Button
            key={seconds}
            size="small"
            aria-pressed={ageMs === seconds * 1000}
            className="aria-pressed:border-accent aria-pressed:bg-accent-bg aria-pressed:text-accent"
            onClick={() => {
              setTyped(undefined);
              onChange(withClock(choice, { ageMs: seconds * 1000 }));
            }}
          >
            {seconds} s
          </Button>
        ))}
      </div>
    </Field>
  );
}

function InstantField({ choice, onChange }: ClockFieldProps) {
  const at = choice.at ?? 0;
  const [typed, setTyped] = useState<string>();
  const text = typed ?? new Date(at).toISOString().replace('.000Z', 'Z');
  const isRead = readInstant(text) !== undefined;
  return (
    <Field
      label="Instant"
      hint="A date such as 2026-01-31T09:00:00Z, or seconds since 1970."
      error={isRead ? undefined : 'Enter a date such as 2026-01-31T09:00:00Z, or seconds since 1970.'}
    >
      <TextField
        className="w-64"
        isCode
        value={text}
        onChange={(next) => {
          setTyped(next);
          const read = readInstant(next);
          if (read !== undefined) onChange(withClock(choice, { at: read }));
        }}
        onBlur={() => isRead && setTyped(undefined)}
      />
    </Field>
  );
}
