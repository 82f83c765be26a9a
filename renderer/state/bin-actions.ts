import type { Bin, BinSetup } from '../../shared/model/bin.ts';
import type { DefaultReply } from '../../shared/model/reply.ts';
import { call } from '../host/call.ts';
import { attempt, notify } from './notices.ts';
import { showBin, useView } from './view.ts';
import { workbench } from './workbench.ts';

/** What users do to bins. Those that may be refused for what was typed reject; the others say so themselves. */

export async function createBin(name: string): Promise<Bin> {
  const bin = await call('bins.create', { name });
  showBin(bin.id);
  return bin;
}

export const updateBin = (
  id: string,
  change: { name?: string; slug?: string; reply?: DefaultReply } & Partial<BinSetup>,
): Promise<Bin> => call('bins.update', { id, ...change });

export async function deleteBin(bin: Bin): Promise<void> {
  const isDone = await attempt(`${bin.name} was not deleted`, () => call('bins.delete', { id: bin.id }));
  if (isDone === undefined) return;
  if (useView.getState().binId === bin.id) {
    const inbox = workbench().bins.find((each) => each.isDefault);
    useView.setState({ binId: inbox?.id });
  }
  notify(`Deleted ${bin.name}`, { label: 'Undo', run: () => void restoreBin(bin) });
}

export async function clearBin(bin: Bin): Promise<void> {
  const isDone = await attempt(`${bin.name} was not cleared`, () => call('bins.clear', { id: bin.id }));
  if (isDone === undefined) return;
  const count = bin.exchangeCount.toLocaleString('en');
  notify(`Cleared ${count} ${bin.exchangeCount === 1 ? 'request' : 'requests'} from ${bin.name}`, {
    label: 'Undo',
    run: () => void restoreBin(bin),
  });
}

async function restoreBin(bin: Bin): Promise<void> {
  const restored = await attempt(`${bin.name} was not restored`, () => call('bins.restore', { id: bin.id }));
  if (restored !== undefined) showBin(restored.id);
}

export async function markBinRead(id: string): Promise<void> {
  await attempt('The bin was not marked as read', () => call('bins.markRead', { id }));
}
