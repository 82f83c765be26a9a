import type { Snapshot } from '../ipc/contract.ts';
import type { HookbenchEvent } from '../ipc/events.ts';
import type { Bin } from '../model/bin.ts';
import type { Draft } from '../model/draft.ts';
import { withPostBack, withSend } from '../model/paypal-lab.ts';

/** What a window knows: a snapshot, kept current by events. */
export type WorkbenchState = Snapshot;

/**
 * The state after one more event, without changing `state`. Applied to all events after a snapshot in order, it gives
 * what a new snapshot would hold. The caller sees to it that none is left out: `event.seq` is `state.seq + 1`.
 */
export function applyEvent(state: WorkbenchState, event: HookbenchEvent): WorkbenchState {
  return { ...state, ...changeOf(state, event), seq: event.seq };
}

function changeOf(state: WorkbenchState, event: HookbenchEvent): Partial<WorkbenchState> {
  switch (event.type) {
    case 'bin.created':
    case 'bin.updated':
    case 'bin.cleared':
    case 'bin.restored':
      return { bins: withBin(state.bins, event.bin) };
    case 'bin.deleted':
      return { bins: state.bins.filter((bin) => bin.id !== event.binId) };
    case 'exchange.captured':
      return {
        bins: state.bins.map((bin) =>
          bin.id === event.exchange.binId ? withArrival(bin, !event.exchange.isRefused) : bin,
        ),
      };
    case 'draft.created':
    case 'draft.updated':
      return { drafts: withDraft(state.drafts, event.draft) };
    case 'draft.deleted':
      return { drafts: state.drafts.filter((draft) => draft.id !== event.draftId) };
    case 'tunnel.changed':
      return { tunnel: event.tunnel };
    case 'listener.changed':
      return { listener: event.listener };
    case 'https.changed':
      return { https: event.https };
    case 'control.changed':
      return { control: event.control };
    case 'health.changed':
      return { health: event.health };
    case 'settings.changed':
      return { settings: event.settings };
    case 'secrets.changed':
      return { secrets: event.secrets };
    case 'paypalLab.changed':
      return { paypalLab: event.paypalLab };
    case 'paypalLab.answered':
      return { paypalLab: withPostBack(state.paypalLab, event.postBack) };
    case 'paypalLab.sent':
      return { paypalLab: withSend(state.paypalLab, event.send) };
    // What it leads to comes with `tunnel.changed`.
    case 'tunnel.tookOver':
    // Lists of exchanges and deliveries are no part of a snapshot: whoever shows one follows these events itself.
    case 'exchange.updated':
    case 'delivery.created':
    case 'delivery.attempted':
    case 'delivery.updated':
    case 'delivery.ended':
    case 'trigger.progressed':
    case 'queue.changed':
      return {};
  }
}

/** A request that its bin refused asks for no one's attention. */
const withArrival = (bin: Bin, isUnread: boolean): Bin => ({
  ...bin,
  exchangeCount: bin.exchangeCount + 1,
  unreadCount: bin.unreadCount + (isUnread ? 1 : 0),
});

/** Replaces the bin, or puts it in its place. */
function withBin(bins: Bin[], bin: Bin): Bin[] {
  if (bins.some((each) => each.id === bin.id)) return bins.map((each) => (each.id === bin.id ? bin : each));
  return [...bins, bin].toSorted(byPlace);
}

/** Inbox first, then by creation: ids of one kind sort by it. */
function byPlace(a: Bin, b: Bin): number {
  if (a.isDefault !== b.isDefault) return a.isDefault ? -1 : 1;
  return a.id < b.id ? -1 : 1;
}

/** Drafts stand in the order of their creation. */
function withDraft(drafts: Draft[], draft: Draft): Draft[] {
  if (drafts.some((each) => each.id === draft.id)) {
    return drafts.map((each) => (each.id === draft.id ? draft : each));
  }
  return [...drafts, draft].toSorted((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
}
