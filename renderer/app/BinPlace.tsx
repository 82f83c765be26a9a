import type { ReactNode } from 'react';
import { showBinPage, useView, type BinPage } from '../state/view.ts';
import { Tabs, type Tab } from '../ui/Tabs.tsx';

export interface BinPlaceProps {
  requests: ReactNode;
  replies: ReactNode;
  guards: ReactNode;
  forward: ReactNode;
  signing: ReactNode;
}

/** A bin: what it received, and what it does with what it receives. */
export function BinPlace({ requests, replies, guards, forward, signing }: BinPlaceProps) {
  const page = useView((view) => view.binPage);
  const tabs: Tab<BinPage>[] = [
    { value: 'requests', label: 'Requests', content: requests },
    { value: 'replies', label: 'Replies', content: replies },
    { value: 'guards', label: 'Guards & handshakes', content: guards },
    { value: 'forward', label: 'Forward', content: forward },
    { value: 'signing', label: 'Signing', content: signing },
  ];
  return <Tabs label="Bin" value={page} onChange={showBinPage} tabs={tabs} />;
}
