import { useState, type ReactNode } from 'react';
import type { Attempt, Delivery } from '../../../shared/model/delivery.ts';
import { Banner } from '../../ui/Banner.tsx';
import { findHeader } from '../../../shared/http/headers.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Inert } from '../../ui/Inert.tsx';
import { KeyValueTable } from '../../ui/KeyValueTable.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { Tabs, type Tab } from '../../ui/Tabs.tsx';
import { AttemptList } from './AttemptList.tsx';
import { DeliveryActions } from './DeliveryActions.tsx';
import { DeliveryLine } from './DeliveryLine.tsx';
import { FailurePanel } from './FailurePanel.tsx';
import { layOutJourney } from './journey.ts';
import { JourneyWaterfall } from './JourneyWaterfall.tsx';
import { PendingPanel } from './PendingPanel.tsx';
import { SentRequest } from './SentRequest.tsx';
import type { BodyToDraw } from './body-to-draw.ts';
import { useArrival } from './use-arrival.ts';
import { useDelivery } from './use-delivery.ts';
import { Waterfall } from './Waterfall.tsx';

type TabName = 'body' | 'headers' | 'sent';

export interface DeliveryViewProps {
  deliveryId: string;
  /** Draws a stored body: features do not know each other. */
  renderBody: (body: BodyToDraw) => ReactNode;
  /** Stands at the right end of the first line, in place of the actions. */
  aside?: ReactNode;
}

/** One delivery: how it went, how long each phase took, what came back, and what was sent. */
export function DeliveryView({ deliveryId, renderBody, aside }: DeliveryViewProps) {
  const { delivery, problem } = useDelivery(deliveryId);
  // Whoever looks at the headers of one send looks at those of the next.
  const [tab, setTab] = useState<TabName>('body');
  if (problem !== undefined) {
    return (
      <Banner tone="err" title="This delivery could not be read" className="m-4">
        {problem}
      </Banner>
    );
  }
  if (delivery === undefined) {
    return (
      <div className="appear flex flex-1 items-center justify-center text-muted [animation-delay:250ms] [animation-fill-mode:both]">
        <Spinner />
      </div>
    );
  }
  return (
    <LoadedDelivery
      key={deliveryId}
      delivery={delivery}
      renderBody={renderBody}
      aside={aside}
      tab={tab}
      onTab={setTab}
    />
  );
}

interface LoadedDeliveryProps {
  delivery: Delivery;
  renderBody: DeliveryViewProps['renderBody'];
  aside: ReactNode;
  tab: TabName;
  onTab: (tab: TabName) => void;
}

function LoadedDelivery({ delivery, renderBody, aside, tab, onTab }: LoadedDeliveryProps) {
  const [chosenId, setChosenId] = useState<string>();
  const { attempts } = delivery;
  const shown = attempts.find((attempt) => attempt.id === chosenId) ?? attempts.at(-1);
  const arrival = useArrival(delivery);
  const journey =
    arrival === undefined || shown === undefined
      ? []
      : layOutJourney(arrival, shown, attempts.indexOf(shown) + 1);
  const hasFailed = shown?.failure !== undefined && shown.failure.code !== 'cancelled';
  const isPending = delivery.status === 'pending' && (shown === undefined || shown.endedAt === undefined);
  return (
    <div className="flex min-h-0 min-w-0 flex-1 flex-col">
      <DeliveryLine
        delivery={delivery}
        attempt={shown}
        aside={aside ?? <DeliveryActions delivery={delivery} />}
      />
      {aside === undefined && (
        <p className="code truncate px-4 pb-2 text-code text-muted select-text" title={delivery.request.url}>
          <Inert text={`${delivery.request.method} ${delivery.request.url}`} />
        </p>
      )}
      {(attempts.length > 1 || delivery.retry !== undefined || delivery.nextAttemptAt !== undefined) && (
        <AttemptList delivery={delivery} shownId={shown?.id} onShow={setChosenId} />
      )}
      {isPending && <PendingPanel delivery={delivery} attempt={shown} />}
      {journey.length > 0 ? (
        <JourneyWaterfall stages={journey} hasFailed={hasFailed} />
      ) : (
        shown?.timings !== undefined && <Waterfall timings={shown.timings} hasFailed={hasFailed} />
      )}
      {shown?.failure !== undefined && <FailurePanel failure={shown.failure} attempt={shown} />}
      {shown !== undefined && !isPending && (
        <AttemptTabs delivery={delivery} attempt={shown} renderBody={renderBody} tab={tab} onTab={onTab} />
      )}
    </div>
  );
}

interface AttemptTabsProps {
  delivery: Delivery;
  attempt: Attempt;
  renderBody: DeliveryViewProps['renderBody'];
  tab: TabName;
  onTab: (tab: TabName) => void;
}

function AttemptTabs({ delivery, attempt, renderBody, tab, onTab }: AttemptTabsProps) {
  const { response } = attempt;
  const sent: Tab<TabName> = {
    value: 'sent',
    label: 'Sent',
    content: <SentRequest delivery={delivery} attempt={attempt} renderBody={renderBody} />,
  };
  if (response === undefined) {
    return <Tabs label="Delivery" value="sent" onChange={onTab} tabs={[sent]} />;
  }
  return (
    <Tabs
      label="Delivery"
      value={tab}
      onChange={onTab}
      tabs={[
        {
          value: 'body',
          label: 'Body',
          content:
            response.body.sizeBytes === 0 ? (
              <EmptyState title="No body">The response ended with its headers.</EmptyState>
            ) : (
              renderBody({
                label: 'Response body',
                source: { kind: 'attempt', attemptId: attempt.id },
                contentType: findHeader(response.headers, 'content-type'),
                encoding: response.body.encoding,
                fileName: 'response',
              })
            ),
        },
        {
          value: 'headers',
          label: 'Headers',
          badge: response.headers.length,
          content: (
            <div className="relative min-h-0 flex-1 overflow-y-auto px-4 py-1">
              <KeyValueTable label="Response headers" columns={['Header', 'Value']} rows={response.headers} />
              {response.trailers.length > 0 && (
                <>
                  <h2 className="mt-4 mb-1 text-small text-faint">Trailers, sent after the body</h2>
                  <KeyValueTable
                    label="Response trailers"
                    columns={['Trailer', 'Value']}
                    rows={response.trailers}
                  />
                </>
              )}
            </div>
          ),
        },
        sent,
      ]}
    />
  );
}
