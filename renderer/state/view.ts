import { create } from 'zustand';

export type Place = 'bins' | 'compose' | 'settings';

interface View {
  place: Place;
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
  binId: undefined,
  exchangeIdByBin: {},
  draftId: undefined,
}));

export const showPlace = (place: Place): void => useView.setState({ place });

export const showBin = (binId: string): void => useView.setState({ place: 'bins', binId });

export const selectExchange = (binId: string, exchangeId: string | undefined): void =>
  useView.setState(({ exchangeIdByBin }) => ({
    exchangeIdByBin: { ...exchangeIdByBin, [binId]: exchangeId },
  }));

/** Goes to an exchange wherever it is. */
export const showExchange = (binId: string, exchangeId: string): void => {
  showBin(binId);
  selectExchange(binId, exchangeId);
};

/** Goes to Compose with this draft in front. */
export const showDraft = (draftId: string): void => useView.setState({ place: 'compose', draftId });
