import { ChevronDown, ChevronRight } from 'lucide-react';
import { useId, useState } from 'react';
import type { PostBack } from '../../../shared/model/paypal-lab.ts';
import { StatusPill } from '../../ui/StatusPill.tsx';
import { TimeAgo } from '../../ui/TimeAgo.tsx';

const isGood = ({ answer }: PostBack) => answer === 'VERIFIED' || answer === 'SUCCESS';

/** One question of a listener: the lab's answer, why, and the first byte that differs. */
export function PostBackRow({ postBack }: { postBack: PostBack }) {
  const { answer, status, message, warnings, difference, at, method, path, environment } = postBack;
  const [isOpen, setIsOpen] = useState(false);
  const detailId = useId();
  const Icon = isOpen ? ChevronDown : ChevronRight;
  const tone = answer === undefined ? (status < 400 ? 'neutral' : 'warn') : isGood(postBack) ? 'ok' : 'err';
  return (
    <li className="border-b border-line">
      <button
        type="button"
        aria-expanded={isOpen}
        aria-controls={detailId}
        onClick={() => setIsOpen(!isOpen)}
        className="focus-inset flex w-full items-start gap-2.5 px-4 py-2.5 text-left hover:bg-hover"
      >
        <Icon aria-hidden size={14} className="mt-1 shrink-0 text-faint" />
        <span className="flex w-20 shrink-0">
          <StatusPill tone={tone} {...(answer === undefined ? { status } : { text: answer })} />
        </span>
        <span className="min-w-0 flex-1">
          <span className="block break-words">{message}</span>
          {warnings.map((warning) => (
            <span key={warning} className="block text-small text-warn">
              {warning}
            </span>
          ))}
        </span>
        <TimeAgo at={at} />
      </button>
      <div id={detailId} hidden={!isOpen} className="px-4 pb-3 pl-11.5">
        <dl className="grid grid-cols-[6.5rem_minmax(0,1fr)] gap-x-3 gap-y-1">
          <dt className="text-muted">Request</dt>
          <dd className="code text-code break-all select-text">
            {method} {path}
          </dd>
          {environment !== 'any' && (
            <>
              <dt className="text-muted">Address of</dt>
              <dd>{environment === 'sandbox' ? 'the sandbox' : 'the live system'}</dd>
            </>
          )}
          {difference !== undefined && (
            <>
              <dt className="text-muted">First difference</dt>
              <dd className="nums">at byte {difference.offset}</dd>
              <dt className="text-muted">Sent</dt>
              <dd className="code text-code break-all text-ok select-text">{difference.sent}</dd>
              <dt className="text-muted">Came back</dt>
              <dd className="code text-code break-all text-err select-text">{difference.received}</dd>
            </>
          )}
        </dl>
      </div>
    </li>
  );
}
