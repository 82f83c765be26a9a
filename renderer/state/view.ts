import { create } from 'zustand';

export type Place = 'bins' | 'compose' | 'paypal-lab' | 'settings';

/** What of a bin is shown: its requests, or a part of its set-up. */
export type BinPage = 'requests' | 'replies' | 'guards' | 'forward' | 'signing';

interface View {
  place: Place;
  binPage: BinPage;
  /** Absent until the shell has picked one. */
  binId: string | undefined;
  /** The exchange shown, by bin: going back to a bin finds it as it was left. */
  exchangeIdByBin: Readonly<Record<string, string | undefined>>;
  /** The draft in front in Compose. */
  draftId: string | undefined;
}

/** Where the user is. Only user actions change it, through the functions below. */
export const useView = create<View>(() => ({
  place: 'bins',
  binPage: 'requests',
  binId: undefined,
  exchangeIdByBin: {},
  draftId: undefined,
}));

export const showPlace = (place: Place): void => useView.setState({ place });

export const showBin = (binId: string): void => useView.setState({ place: 'bins', binId });

/** Goes to a page of the bin in view. */
export const showBinPage = (binPage: BinPage): void => useView.setState({ place: 'bins', binPage });

export const selectExchange = (binId: string, exchangeId: string | undefined): void =>
  useView.setState(({ exchangeIdByBin }) => ({
    exchangeIdByBin: { ...exchangeIdByBin, [binId]: exchangeId },
  }));

/** Goes to an exchange wherever it is. */
export const showExchange = (binId: string, exchangeId: string): void => {
  useView.setState({ place: 'bins', binPage: 'requests', binId });
  selectExchange(binId, exchangeId);
};

/** Goes to Compose with this draft in front. */
export const showDraft = (draftId: string): void => useView.setState({ place: 'compose', draftId });
