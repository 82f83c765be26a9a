import { ShieldCheck, ShieldQuestionMark, ShieldX } from 'lucide-react';
import { classNames } from './class-names.ts';

export type ShieldStatus = 'verified' | 'rejected' | 'unverified';

const shields = {
  verified: { icon: ShieldCheck, words: 'Signature verified', tone: 'text-ok' },
  rejected: { icon: ShieldX, words: 'Signature rejected', tone: 'text-err' },
  unverified: { icon: ShieldQuestionMark, words: 'Signature not verified', tone: 'text-muted' },
};

export interface VerificationShieldProps {
  status: ShieldStatus;
  size?: number;
  /** False where the words stand beside it. */
  hasTitle?: boolean;
  className?: string;
}

/** A verdict by its form first (a check, a cross, a question mark) and by its colour second. */
export function VerificationShield({
  status,
  size = 15,
  hasTitle = true,
  className,
}: VerificationShieldProps) {
  const { icon: Icon, words, tone } = shields[status];
  return (
    <span {...(hasTitle ? { title: words } : {})} className={classNames('shrink-0', tone, className)}>
      <Icon aria-hidden size={size} strokeWidth={1.75} />
    </span>
  );
}

export const shieldWords = (status: ShieldStatus): string => shields[status].words;
