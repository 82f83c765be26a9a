import { CircleAlert, CircleCheck, CircleHelp, CircleX } from 'lucide-react';
import type { TokenCheck, TokenReport } from '../../../../shared/model/token.ts';
import { classNames } from '../../../ui/class-names.ts';
import { CopyButton } from '../../../ui/CopyButton.tsx';

const marks = {
  ok: { icon: CircleCheck, style: 'text-ok', word: 'Holds' },
  failed: { icon: CircleX, style: 'text-err', word: 'Fails' },
  warning: { icon: CircleAlert, style: 'text-warn', word: 'Take care' },
  unknown: { icon: CircleHelp, style: 'text-faint', word: 'Not known' },
};

/** A token taken apart: what it says, and what is to be held of it. All of it is the sender’s text, painted as such. */
export function TokenCard({ token }: { token: TokenReport }) {
  const { place, kind, header, claims, payload, checks } = token;
  const name = `Token in ${place}`;
  return (
    <section aria-label={name} className="rounded-card border border-line bg-surface">
      <div className="flex h-9 items-center gap-2 border-b border-line px-3">
        <h4 className="min-w-0 flex-1 truncate font-medium">
          {kind === 'jwe' ? 'JWE' : claims === undefined ? 'JWS' : 'JWT'} in {place}
        </h4>
        <CopyButton text={token.token} label="Copy the token" />
      </div>
      <ul className="flex flex-col gap-1 px-3 py-2">
        {checks.map((check, index) => (
          <CheckLine key={`${check.name}-${index}`} check={check} />
        ))}
      </ul>
      <div className="grid grid-cols-[repeat(auto-fit,minmax(14rem,1fr))] border-t border-line">
        <Part title="Header" text={JSON.stringify(header, undefined, 2)} />
        {claims !== undefined && <Part title="Claims" text={JSON.stringify(claims, undefined, 2)} />}
        {payload !== undefined && <Part title="Payload" text={payload} />}
      </div>
    </section>
  );
}

function CheckLine({ check }: { check: TokenCheck }) {
  const { icon: Icon, style, word } = marks[check.state];
  return (
    <li className="flex items-start gap-2">
      <Icon aria-hidden size={14} className={classNames('mt-0.5 shrink-0', style)} />
      <span className="sr-only">{word}: </span>
      <span className="min-w-0 break-words">{check.message}</span>
    </li>
  );
}

function Part({ title, text }: { title: string; text: string }) {
  return (
    <div className="min-w-0 px-3 py-2">
      <div className="text-small text-faint">{title}</div>
      <pre className="code max-h-64 overflow-auto text-code whitespace-pre-wrap break-all select-text">
        {text}
      </pre>
    </div>
  );
}
