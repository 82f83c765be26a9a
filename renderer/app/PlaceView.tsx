import { BinsView } from '../features/bins/BinsView.tsx';
import { ComposeView } from '../features/compose/ComposeView.tsx';
import { DeliveryView } from '../features/deliveries/DeliveryView.tsx';
import { ExchangeDetailPane } from '../features/exchange/ExchangeDetailPane.tsx';
import { GuardsPage } from '../features/guards/GuardsPage.tsx';
import { PaypalLabView } from '../features/paypal-lab/PaypalLabView.tsx';
import { ForwardPage } from '../features/forwards/ForwardPage.tsx';
import { SignatureTab } from '../features/signature/SignatureTab.tsx';
import { SigningPage } from '../features/signing/SigningPage.tsx';
import { ReplaySigning } from '../features/signing/ReplaySigning.tsx';
import { SignPanel } from '../features/signing/SignPanel.tsx';
import { lookUp } from '../features/replies/field-problems.ts';
import { RepliesPage } from '../features/replies/RepliesPage.tsx';
import { MatcherFields } from '../features/replies/rule/MatcherFields.tsx';
import { SettingsView } from '../features/settings/SettingsView.tsx';
import { AuthtokenSetting } from '../features/tunnel/AuthtokenSetting.tsx';
import { KnownHosts } from '../features/tunnel/KnownHosts.tsx';
import { TunnelSetting } from '../features/tunnel/TunnelSetting.tsx';
import { openExchange } from '../state/exchange-actions.ts';
import { useSelectedId } from '../state/select-exchange.ts';
import { useView } from '../state/view.ts';
import { BinPlace } from './BinPlace.tsx';
import { drawBody } from './draw-body.tsx';

const tunnelSettings = {
  tunnels: <TunnelSetting />,
  authtoken: <AuthtokenSetting />,
  knownHosts: <KnownHosts />,
};

/** Puts the features together: none of them knows another. It renders anew only when the user goes elsewhere. */
export function PlaceView() {
  const { place, binId, draftId } = useView();
  const exchangeId = useSelectedId();
  switch (place) {
    case 'bins':
      if (binId === undefined) return null;
      return (
        <BinPlace
          replies={<RepliesPage binId={binId} />}
          guards={<GuardsPage binId={binId} />}
          requests={
            <BinsView
              binId={binId}
              detail={
                <ExchangeDetailPane
                  exchangeId={exchangeId}
                  renderReplaySigning={(signing) => <ReplaySigning {...signing} />}
                  renderDelivery={(deliveryId) => (
                    <DeliveryView deliveryId={deliveryId} renderBody={drawBody} />
                  )}
                  renderSignature={(exchange) => <SignatureTab exchange={exchange} />}
                />
              }
              onOpenDetail={() => document.getElementById('exchange-detail')?.focus()}
            />
          }
          forward={
            <ForwardPage
              binId={binId}
              renderMatchers={({ set, problems, onChange }) => (
                <MatcherFields set={set} problems={lookUp(problems)} onChange={onChange} />
              )}
            />
          }
          signing={<SigningPage key={binId} binId={binId} />}
        />
      );
    case 'compose':
      return (
        <ComposeView
          draftId={draftId}
          onOpenExchange={(id) => void openExchange(id)}
          renderDelivery={(deliveryId, aside) => (
            <DeliveryView deliveryId={deliveryId} renderBody={drawBody} aside={aside} />
          )}
          renderSigning={(toSign) => <SignPanel {...toSign} />}
        />
      );
    case 'paypal-lab':
      return (
        <PaypalLabView
          renderDelivery={(deliveryId) => <DeliveryView deliveryId={deliveryId} renderBody={drawBody} />}
        />
      );
    case 'settings':
      return <SettingsView tunnel={tunnelSettings} />;
  }
}
