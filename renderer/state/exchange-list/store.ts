import { create } from 'zustand';
import { call } from '../../host/call.ts';
import { subscribeToEvents } from '../events.ts';
import { emptyList, ExchangeList, type ExchangeListState } from './list.ts';

/** The list of the Bins view. */
export const useExchangeList = create<ExchangeListState>(() => emptyList);

export const exchangeList = new ExchangeList({
  read: (input) => call('exchanges.list', input),
  after: (delayMs, run) => void setTimeout(run, delayMs),
  get: useExchangeList.getState,
  set: (change) => useExchangeList.setState(change),
});

subscribeToEvents((run) => exchangeList.take(run));
