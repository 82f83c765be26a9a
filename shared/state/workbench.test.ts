import { describe, expect, it } from 'vitest';
import type { EventBody } from '../ipc/events.ts';
import { defaultSetup, type Bin } from '../model/bin.ts';
import { defaultReply } from '../model/reply.ts';
import type { Draft } from '../model/draft.ts';
import type { ExchangeSummary } from '../model/exchange.ts';
import { defaultSettings } from '../model/settings.ts';
import { applyEvent, type WorkbenchState } from './workbench.ts';

const bin = (id: string, change: Partial<Bin> = {}): Bin => ({
  id,
  name: id,
  slug: id.replace('_', '-'),
  isDefault: false,
  createdAt: 1,
  reply: defaultReply(),
  ...defaultSetup(),
  exchangeCount: 0,
  unreadCount: 0,
  ...change,
});

const inbox = bin('bin_2', { isDefault: true });

const initial: WorkbenchState = {
  seq: 7,
  version: '0.1.0',
  dataDir: '/data',
  bins: [inbox, bin('bin_4')],
  drafts: [],
  listener: { isListening: true, host: '127.0.0.1', port: 4567 },
  https: { isEnabled: false, isListening: false, host: '127.0.0.1', port: 0 },
  control: { isRunning: false },
  tunnel: { provider: 'ngrok', state: 'stopped', sinceAt: 1 },
  health: { isAccepting: true, sinceAt: 1, refusedCount: 0 },
  settings: defaultSettings(),
  secrets: { backend: 'keychain', secrets: [] },
  paypalLab: { isRunning: false, webhookId: 'WH1', postBacks: [], sends: [] },
};

const exchange = (binId: string): ExchangeSummary => ({
  id: 'exc_1',
  binId,
  receivedAt: 5,
  method: 'POST',
  target: '/',
  sizeBytes: 0,
  remoteAddress: '127.0.0.1',
  via: 'local',
  isTruncated: false,
  outcome: { state: 'pending' },
  deliveryCount: 0,
  isRefused: false,
});

const draft = (id: string, createdAt: number): Draft => ({
  id,
  name: id,
  method: 'POST',
  url: '',
  headers: [],
  createdAt,
  updatedAt: createdAt,
});

function after(...bodies: EventBody[]): WorkbenchState {
  return bodies.reduce((state, body) => applyEvent(state, { ...body, seq: state.seq + 1, at: 9 }), initial);
}
const binIds = (state: WorkbenchState) => state.bins.map((each) => each.id);

describe('applyEvent', () => {
  it('takes the number of the event', () => {
    expect(after({ type: 'bin.deleted', binId: 'bin_4' }).seq).toBe(8);
  });

  it('counts an arrival in its bin only', () => {
    const state = after(
      { type: 'exchange.captured', exchange: exchange('bin_4') },
      { type: 'exchange.captured', exchange: exchange('bin_4') },
    );
    expect(state.bins[1]).toMatchObject({ exchangeCount: 2, unreadCount: 2 });
    expect(state.bins[0]).toBe(inbox);
  });

  it('counts what its bin refused, but not as unread', () => {
    const refused = { ...exchange('bin_4'), isRefused: true };
    const state = after({ type: 'exchange.captured', exchange: refused });
    expect(state.bins[1]).toMatchObject({ exchangeCount: 1, unreadCount: 0 });
  });

  it('does not count an update of an exchange', () => {
    expect(after({ type: 'exchange.updated', exchange: exchange('bin_4') }).bins).toBe(initial.bins);
  });

  it('puts a restored bin back in its place: Inbox first, then by creation', () => {
    const state = after(
      { type: 'bin.created', bin: bin('bin_5') },
      { type: 'bin.deleted', binId: 'bin_4' },
      { type: 'bin.restored', bin: bin('bin_4') },
      { type: 'bin.created', bin: bin('bin_1') },
    );
    expect(binIds(state)).toEqual(['bin_2', 'bin_1', 'bin_4', 'bin_5']);
  });

  it('replaces a bin where it stands', () => {
    const renamed = bin('bin_2', { isDefault: true, name: 'Renamed' });
    expect(after({ type: 'bin.updated', bin: renamed }).bins).toEqual([renamed, bin('bin_4')]);
  });

  it('keeps drafts in the order of their creation', () => {
    const state = after(
      { type: 'draft.created', draft: draft('drf_9', 10) },
      { type: 'draft.created', draft: draft('drf_1', 20) },
      { type: 'draft.updated', draft: { ...draft('drf_9', 10), name: 'edited' } },
      { type: 'draft.created', draft: draft('drf_0', 10) },
    );
    expect(state.drafts.map((each) => each.name)).toEqual(['drf_0', 'edited', 'drf_1']);
    expect(after({ type: 'draft.deleted', draftId: 'drf_9' }).drafts).toEqual([]);
  });

  it('takes over what is replaced as a whole', () => {
    const tunnel = { provider: 'ngrok', state: 'online', publicUrl: 'https://a.test', sinceAt: 3 } as const;
    const listener = { isListening: false, host: '127.0.0.1', port: 1, problem: 'taken' };
    const state = after({ type: 'tunnel.changed', tunnel }, { type: 'listener.changed', listener });
    expect(state).toEqual({ ...initial, seq: 9, tunnel, listener });
  });

  it('marks a send of the PayPal lab when its listener posts back, in either order', () => {
    const send = {
      deliveryId: 'dlv_1',
      at: 1,
      kind: 'ipn',
      event: 'cart',
      url: 'http://a.test',
      environment: 'sandbox',
    } as const;
    const postBack = {
      id: 'pbk_1',
      at: 2,
      kind: 'ipn',
      method: 'POST',
      path: '/cgi-bin/webscr',
      environment: 'any',
      status: 200,
      answer: 'VERIFIED',
      reason: 'unchanged',
      message: 'Yes.',
      deliveryId: 'dlv_1',
    } as const;
    const answered: EventBody = { type: 'paypalLab.answered', postBack: { ...postBack, warnings: [] } };
    const marked = { ...send, postBackId: 'pbk_1', isVerified: true };
    expect(after({ type: 'paypalLab.sent', send }, answered).paypalLab.sends).toEqual([marked]);
    expect(after(answered, { type: 'paypalLab.sent', send }).paypalLab.sends).toEqual([marked]);
  });

  it('leaves the state it was given as it was', () => {
    const copy = structuredClone(initial);
    after(
      { type: 'exchange.captured', exchange: exchange('bin_2') },
      { type: 'bin.deleted', binId: 'bin_4' },
    );
    expect(initial).toEqual(copy);
  });
});
