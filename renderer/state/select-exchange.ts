import { countRows, indexOfId, rowAt } from './exchange-list/rows.ts';
import { useExchangeList } from './exchange-list/store.ts';
import { selectExchange, useView } from './view.ts';

/** The exchange shown in the Bins view. */
export const useSelectedId = (): string | undefined =>
  useView(({ binId, exchangeIdByBin }) => (binId === undefined ? undefined : exchangeIdByBin[binId]));

export function selectedId(): string | undefined {
  const { binId, exchangeIdByBin } = useView.getState();
  return binId === undefined ? undefined : exchangeIdByBin[binId];
}

/** Selects the row at an index of the list, if it has been read. */
export function selectRow(index: number): void {
  const { binId } = useView.getState();
  const row = rowAt(useExchangeList.getState().rows, index);
  if (binId !== undefined && row !== undefined) selectExchange(binId, row.id);
}

/** Moves the selection by rows, stopping at the ends; without one, selects the newest. */
export function moveSelection(by: number): void {
  const { rows } = useExchangeList.getState();
  const id = selectedId();
  const current = id === undefined ? -1 : indexOfId(rows, id);
  selectRow(current === -1 ? 0 : Math.max(0, Math.min(countRows(rows) - 1, current + by)));
}
