import { Mouse } from 'lucide-react';
import { Fragment, type ReactNode } from 'react';
import { parseQuery } from '../../../shared/http/form.ts';
import { findHeader } from '../../../shared/http/headers.ts';
import { setFinding, showTab, useExchangeView, type ExchangeTab } from '../../state/exchange-view.ts';
import { Banner } from '../../ui/Banner.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Tabs, type Tab } from '../../ui/Tabs.tsx';
import { VerificationShield } from '../../ui/VerificationShield.tsx';
import { BodyTab } from './body/BodyTab.tsx';
import { bodyFileName } from './body/file-name.ts';
import { DetailHeader } from './header/DetailHeader.tsx';
import type { RenderReplaySigning } from './header/ReplayControl.tsx';
import { DeliveriesTab } from './tabs/DeliveriesTab.tsx';
import { HeadersTab } from './tabs/HeadersTab.tsx';
import { QueryTab } from './tabs/QueryTab.tsx';
import { mayHoldToken } from './tokens/may-hold-token.ts';
import { Tokens } from './tokens/Tokens.tsx';
import { RawTab } from './tabs/RawTab.tsx';
import { ReplyTab } from './tabs/ReplyTab.tsx';
import { sentUrl } from '../../state/sent-url.ts';
import { useExchange, type ExchangeDetail } from './use-exchange.ts';

export interface ExchangeDetailPaneProps {
  /** The exchange to show. */
  exchangeId: string | undefined;
  renderDelivery: (deliveryId: string) => ReactNode;
  renderSignature: (exchange: ExchangeDetail) => ReactNode;
  renderReplaySigning: RenderReplaySigning;
}

export function ExchangeDetailPane({ exchangeId, ...renders }: ExchangeDetailPaneProps) {
  if (exchangeId === undefined) {
    return (
      <EmptyState icon={Mouse} title="No request selected">
        Pick one from the list.
      </EmptyState>
    );
  }
  return <Loaded exchangeId={exchangeId} {...renders} />;
}

type Renders = Omit<ExchangeDetailPaneProps, 'exchangeId'>;

function Loaded({ exchangeId, ...renders }: Renders & { exchangeId: string }) {
  const { exchange, problem } = useExchange(exchangeId);
  if (problem !== undefined) {
    return (
      <Banner tone="err" title="This request could not be read" className="m-4">
        {problem}
      </Banner>
    );
  }
  if (exchange === undefined) return null;
  return (
    <section
      id="exchange-detail"
      aria-label="Request detail"
      tabIndex={-1}
      className="flex min-h-0 flex-1 flex-col outline-none"
    >
      <DetailHeader
        exchange={exchange}
        url={sentUrl(exchange.request)}
        renderReplaySigning={renders.renderReplaySigning}
      />
      <DetailTabs exchange={exchange} {...renders} />
    </section>
  );
}

function DetailTabs({ exchange, renderDelivery, renderSignature }: Renders & { exchange: ExchangeDetail }) {
  const { tab, isFinding } = useExchangeView();
  const { id, request, outcome, deliveries, verification } = exchange;
  const queryCount = parseQuery(request.target).length;
  const status = outcome.state === 'pending' ? undefined : outcome.status;
  const tabs: Tab<ExchangeTab>[] = [
    {
      value: 'body',
      label: 'Body',
      content: (
        <BodyTab
          key={id}
          label="Request body"
          source={{ kind: 'exchange', exchangeId: id }}
          binId={exchange.binId}
          contentType={findHeader(request.headers, 'content-type')}
          encoding={request.body.encoding}
          fileName={bodyFileName(exchange)}
          isFindOpen={isFinding}
          onFindOpenChange={setFinding}
        />
      ),
    },
    {
      value: 'headers',
      label: 'Headers',
      badge: request.headers.length,
      content: (
        <HeadersTab headers={request.headers} trailers={request.trailers}>
          {request.headers.some(({ value }) => mayHoldToken(value)) && (
            <Tokens key={id} exchangeId={id} binId={exchange.binId} part="header" />
          )}
        </HeadersTab>
      ),
    },
    {
      value: 'query',
      label: 'Query',
      ...(queryCount === 0 ? {} : { badge: queryCount }),
      content: <QueryTab target={request.target} />,
    },
    {
      value: 'signature',
      label: 'Signature',
      ...(verification === undefined
        ? {}
        : { badge: <VerificationShield status={verification.status} size={13} /> }),
      content: <Fragment key={id}>{renderSignature(exchange)}</Fragment>,
    },
    {
      value: 'reply',
      label: 'Reply',
      ...(status === undefined ? {} : { badge: status }),
      content: <ReplyTab exchange={exchange} />,
    },
    {
      value: 'deliveries',
      label: 'Deliveries',
      ...(deliveries.length === 0 ? {} : { badge: deliveries.length }),
      content: <DeliveriesTab deliveries={deliveries} renderDelivery={renderDelivery} />,
    },
    {
      value: 'raw',
      label: 'Raw',
      content: <RawTab exchangeId={id} request={request} hasFailed={outcome.state === 'failed'} />,
    },
  ];
  return <Tabs label="Parts of the request" value={tab} onChange={showTab} tabs={tabs} />;
}
