import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { HookbenchEvent } from '../../shared/ipc/events.ts';
import { CommandError } from '../../shared/ipc/envelope.ts';
import { applyEvent } from '../../shared/state/workbench.ts';
import { openEngine, type EngineHarness } from './testing/engine-harness.ts';

/** What a user, a sender and a second window might do; `pick` chooses among what exists. */
const step = fc.oneof(
  fc.record({ do: fc.constant('create' as const), name: fc.string({ minLength: 1, maxLength: 12 }) }),
  fc.record({ do: fc.constant('rename' as const), pick: fc.nat(), name: fc.string({ maxLength: 8 }) }),
  fc.record({ do: fc.constantFrom('delete' as const, 'clear' as const), pick: fc.nat() }),
  fc.record({ do: fc.constantFrom('restore' as const, 'read' as const), pick: fc.nat() }),
  fc.record({ do: fc.constant('capture' as const), pick: fc.nat(), count: fc.integer({ min: 1, max: 4 }) }),
  fc.record({ do: fc.constantFrom('draft' as const, 'undraft' as const), pick: fc.nat() }),
  fc.record({ do: fc.constant('theme' as const), theme: fc.constantFrom('light' as const, 'dark' as const) }),
  fc.record({ do: fc.constantFrom('secret' as const, 'unsecret' as const) }),
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

let harness: EngineHarness;
/** Bins that were there once: what a restore may name. */
const binIds: string[] = [];

beforeAll(async () => {
  harness = await openEngine();
});
afterAll(() => harness.close());

async function perform(step: Step): Promise<unknown> {
  const { call, engine } = harness;
  const { bins, drafts } = await call('state.snapshot', {});
  const bin = bins['pick' in step ? step.pick % bins.length : 0] ?? bins[0];
  if (bin === undefined) throw new Error('There is always Inbox.');
  switch (step.do) {
    case 'create':
      return binIds.push((await call('bins.create', { name: step.name })).id);
    case 'rename':
      return await call('bins.update', { id: bin.id, name: step.name });
    case 'delete':
      return await call('bins.delete', { id: bin.id });
    case 'clear':
      return await call('bins.clear', { id: bin.id });
    case 'restore':
      return await call('bins.restore', { id: binIds[step.pick % binIds.length] ?? bin.id });
    case 'read':
      return await call('bins.markRead', { id: bin.id });
    case 'capture':
      return await Promise.all(
        Array.from({ length: step.count }, async () => {
          await (
            await fetch(`${engine.captureUrl}/${bin.slug}`, { method: 'POST', body: 'x' })
          ).arrayBuffer();
        }),
      );
    case 'draft':
      return await call('drafts.create', { name: bin.name });
    case 'undraft': {
      const draft = drafts[step.pick % drafts.length];
      return draft === undefined ? undefined : await call('drafts.delete', { id: draft.id });
    }
    case 'theme':
      return await call('settings.update', { appearance: { theme: step.theme } });
    case 'secret':
      return await call('secrets.set', { name: 'ngrok.authtoken', value: 'canary' });
    case 'unsecret':
      return await call('secrets.delete', { name: 'ngrok.authtoken' });
  }
}

it('a snapshot and the events after it give what a later snapshot holds', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
      const { call, engine } = harness;
      const events: HookbenchEvent[] = [];
      const unsubscribe = engine.subscribe((event) => events.push(event));
      const before = await call('state.snapshot', {});
      for (const each of steps) {
        // A refusal (Inbox can't be deleted, an empty name) changes nothing: that too must agree.
        await perform(each).catch((error: unknown) => {
          if (!(error instanceof CommandError) || error.code === 'internal') throw error;
        });
      }
      const after = await call('state.snapshot', {});
      unsubscribe();
      const followed = events
        .filter((event) => event.seq > before.seq && event.seq <= after.seq)
        .reduce(applyEvent, before);
      expect(followed).toEqual(after);
    }),
    { numRuns: 25 },
  );
});

it('the counts in memory are those of the store', async () => {
  const { bins } = await harness.call('bins.list', {});
  await harness.engine.close();
  harness = await openEngine({ dataDir: harness.dataDir });
  expect((await harness.call('bins.list', {})).bins).toEqual(bins);
});
