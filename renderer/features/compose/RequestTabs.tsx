import type { ReactNode } from 'react';
import type { Draft } from '../../../shared/model/draft.ts';
import { formatTitles } from '../../../shared/model/encryption.ts';
import { showRequestTab, useRequestTab } from '../../state/request-tab.ts';
import { Tabs } from '../../ui/Tabs.tsx';
import { BodyPanel } from './BodyPanel.tsx';
import { EncryptPanel } from './EncryptPanel.tsx';
import { HeadersPanel } from './HeadersPanel.tsx';
import { queryPartsOf } from './query.ts';
import { QueryPanel } from './QueryPanel.tsx';

export interface RequestTabsProps {
  draft: Draft;
  onOpenExchange: (exchangeId: string) => void;
  /** How the draft is signed: the signing feature draws it. */
  signing: ReactNode;
}

export function RequestTabs({ draft, onOpenExchange, signing }: RequestTabsProps) {
  const tab = useRequestTab(draft.id);
  const headerCount = draft.headers.length;
  const queryCount = queryPartsOf(draft.url).filter((part) => part.raw !== '').length;
  return (
    <Tabs
      label="Request"
      value={tab}
      onChange={(next) => showRequestTab(draft.id, next)}
      tabs={[
        {
          value: 'body',
          label: 'Body',
          content: <BodyPanel draft={draft} onOpenExchange={onOpenExchange} />,
        },
        {
          value: 'headers',
          label: 'Headers',
          ...(headerCount === 0 ? {} : { badge: headerCount }),
          content: <HeadersPanel draft={draft} />,
        },
        {
          value: 'query',
          label: 'Query',
          ...(queryCount === 0 ? {} : { badge: queryCount }),
          content: <QueryPanel draft={draft} />,
        },
        {
          value: 'encrypt',
          label: 'Encrypt',
          ...(draft.encryption === undefined ? {} : { badge: formatTitles[draft.encryption.how.format] }),
          content: <EncryptPanel draft={draft} />,
        },
        {
          value: 'sign',
          label: 'Sign',
          ...(draft.sign?.isEnabled === true ? { badge: draft.sign.provider } : {}),
          content: signing,
        },
      ]}
    />
  );
}
