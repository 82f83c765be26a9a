import { create } from 'zustand';

export type ExchangeTab = 'body' | 'headers' | 'query' | 'signature' | 'reply' | 'deliveries' | 'raw';

interface ExchangeView {
  /** Stays when another exchange is selected. */
  tab: ExchangeTab;
  /** The delivery shown in place of the list of deliveries. */
  deliveryId: string | undefined;
  /** Whether the find bar of the body is open. */
  isFinding: boolean;
}

/** What of the selected exchange is shown. */
export const useExchangeView = create<ExchangeView>(() => ({
  tab: 'body',
  deliveryId: undefined,
  isFinding: false,
}));

export const showTab = (tab: ExchangeTab): void => useExchangeView.setState({ tab });
export const showDelivery = (deliveryId: string): void =>
  useExchangeView.setState({ tab: 'deliveries', deliveryId });
export const setFinding = (isFinding: boolean): void => useExchangeView.setState({ isFinding });
export const findInBody = (): void => useExchangeView.setState({ tab: 'body', isFinding: true });
export const closeDelivery = (): void => useExchangeView.setState({ deliveryId: undefined });
