import { Trash2 } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { LabSend } from '../../../shared/model/paypal-lab.ts';
import { call } from '../../host/call.ts';
import { attempt } from '../../state/notices.ts';
import { useWorkbench } from '../../state/workbench.ts';
import { classNames } from '../../ui/class-names.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { StatusPill } from '../../ui/StatusPill.tsx';
import { Tabs } from '../../ui/Tabs.tsx';
import { TimeAgo } from '../../ui/TimeAgo.tsx';
import { PostBackRow } from './PostBackRow.tsx';

export interface LabLogProps {
  renderDelivery: (deliveryId: string) => ReactNode;
}

/** What listeners asked, and what was sent to them, as it happens. */
export function LabLog({ renderDelivery }: LabLogProps) {
  const { postBacks, sends } = useWorkbench((state) => state.paypalLab);
  const [tab, setTab] = useState<'postBacks' | 'sends'>('postBacks');
  const count = (list: readonly unknown[]) => (list.length === 0 ? {} : { badge: list.length });
  return (
    <Tabs
      label="Log of the lab"
      value={tab}
      onChange={setTab}
      actions={
        <IconButton
          label="Empty the log"
          icon={Trash2}
          size="small"
          disabled={postBacks.length + sends.length === 0}
          onClick={() => void attempt('The log was not emptied', () => call('paypalLab.clear', {}))}
        />
      }
      tabs={[
        {
          value: 'postBacks',
          label: 'Post-backs',
          ...count(postBacks),
          content:
            postBacks.length === 0 ? (
              <EmptyState title="Nothing was asked yet">
                Point your listener at the lab, then send it a message: each post-back is explained here.
              </EmptyState>
            ) : (
              <ul aria-label="Post-backs" aria-live="polite" className="min-h-0 flex-1 overflow-y-auto">
                {postBacks.map((postBack) => (
                  <PostBackRow key={postBack.id} postBack={postBack} />
                ))}
              </ul>
            ),
        },
        {
          value: 'sends',
          label: 'Sent',
          ...count(sends),
          content:
            sends.length === 0 ? (
              <EmptyState title="Nothing was sent yet">
                What is sent from here is listed with whether its listener posted back.
              </EmptyState>
            ) : (
              <Sends sends={sends} renderDelivery={renderDelivery} />
            ),
        },
      ]}
    />
  );
}

function Sends({ sends, renderDelivery }: LabLogProps & { sends: readonly LabSend[] }) {
  const [openId, setOpenId] = useState<string>();
  const open = sends.find(({ deliveryId }) => deliveryId === openId);
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <ul aria-label="Sent" className="max-h-1/2 min-h-0 shrink-0 overflow-y-auto">
        {sends.map(({ deliveryId, at, event, url, isVerified }) => (
          <li key={deliveryId} className="border-b border-line">
            <button
              type="button"
              aria-expanded={deliveryId === openId}
              onClick={() => setOpenId(deliveryId === openId ? undefined : deliveryId)}
              className={classNames(
                'focus-inset flex w-full items-center gap-2.5 px-4 py-2 text-left',
                deliveryId === openId ? 'bg-accent-bg' : 'hover:bg-hover',
              )}
            >
              <span className="min-w-0 flex-1">
                <span className="block truncate font-medium">{event}</span>
                <span className="code block truncate text-small text-muted">{url}</span>
              </span>
              <StatusPill
                tone={isVerified === undefined ? 'neutral' : isVerified ? 'ok' : 'err'}
                text={isVerified === undefined ? 'no post-back yet' : isVerified ? 'verified' : 'invalid'}
              />
              <TimeAgo at={at} />
            </button>
          </li>
        ))}
      </ul>
      {open !== undefined && (
        <div className="flex min-h-0 flex-1 flex-col border-t border-line">
          {renderDelivery(open.deliveryId)}
        </div>
      )}
    </div>
  );
}
