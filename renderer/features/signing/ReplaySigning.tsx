import { Checkbox } from '../../ui/Checkbox.tsx';
import type { SignChoice } from './sign-choice.ts';
import { SignFields } from './SignFields.tsx';

export interface ReplaySigningProps {
  /** Absent: sent with the signature it came with. */
  value: SignChoice | undefined;
  onChange: (value: SignChoice | undefined) => void;
  /** Of the request, where it was recognized. */
  providerId: string | undefined;
  secretName: string | undefined;
  problem?: { path: string; message: string } | undefined;
}

/** A captured signature is too old by now, or its body was changed: signs it again, as its sender would. */
export function ReplaySigning({ value, onChange, providerId, secretName, problem }: ReplaySigningProps) {
  const start: SignChoice = {
    provider: providerId ?? '',
    isFrozen: false,
    ...(secretName === undefined ? {} : { secretName }),
  };
  return (
    <div className="flex flex-col gap-3">
      <Checkbox
        isChecked={value !== undefined}
        onChange={(isSigned) => onChange(isSigned ? start : undefined)}
        label="Sign it again"
        hint="With a fresh time and id, in place of the signature it came with."
      />
      {value !== undefined && (
        <SignFields
          isCompact
          choice={value.provider === '' ? undefined : value}
          onChange={onChange}
          problem={problem}
        />
      )}
    </div>
  );
}
