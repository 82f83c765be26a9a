import type { z } from 'zod';
import {
  defaultSetup,
  INBOX_SLUG,
  Slug,
  type Bin,
  type BinSetup,
  type BinSetupInput,
} from '../../../shared/model/bin.ts';
import { defaultReply, type DefaultReply } from '../../../shared/model/reply.ts';
import type { EventBody } from '../../../shared/ipc/events.ts';
import { CommandError } from '../../../shared/ipc/envelope.ts';
import { checkReply } from '../../../shared/http/reply.ts';
import type { BinDirectory } from '../bin-directory.ts';
import type { Clock, Ids, Store } from '../ports.ts';
import type { HandlersOf } from './handlers.ts';

interface BinCommandDeps {
  store: Store;
  bins: BinDirectory;
  clock: Clock;
  ids: Ids;
  publish(event: EventBody): void;
  /** What of a set-up could never work, and where; empty when all of it can. */
  checkSetup(
    setup: Partial<BinSetup> & { reply?: DefaultReply },
  ): Promise<{ path: string; message: string }[]>;
}

export function binCommands({
  store,
  bins,
  clock,
  ids,
  publish,
  checkSetup,
}: BinCommandDeps): HandlersOf<'bins'> {
  const existing = (id: string): Bin => {
    const bin = bins.get(id);
    if (bin === undefined) throw new CommandError('not_found', `There is no bin ${id}.`);
    return bin;
  };
  const refuseTakenSlug = (slug: string, binId?: string) => {
    const holder = bins.bySlug(slug);
    if (holder !== undefined && holder.id !== binId) {
      throw new CommandError(
        'conflict',
        `The bin ${holder.name} already uses the slug ${slug}; choose another.`,
        [{ path: 'slug', message: `is used by ${holder.name}` }],
      );
    }
  };

  const refuseBadSetup = async (setup: Partial<BinSetup>, reply: DefaultReply | undefined) => {
    const problems = await checkSetup({ ...setup, ...(reply === undefined ? {} : { reply }) });
    const [first] = problems;
    if (first === undefined) return;
    throw new CommandError('bad_input', `${first.path}: ${first.message}`, problems);
  };

  return {
    'bins.list': () => Promise.resolve({ bins: bins.list() }),

    async 'bins.create'(input) {
      if (input.reply !== undefined) refuseBadReply(input.reply);
      const setup = setupOf(input, ids);
      await refuseBadSetup(setup, input.reply);
      if (input.slug !== undefined) refuseTakenSlug(input.slug);
      const bin: Bin = {
        id: ids.next('bin'),
        name: input.name,
        slug: input.slug ?? freeSlug(input.name, (slug) => bins.bySlug(slug) !== undefined),
        isDefault: false,
        createdAt: clock.now(),
        reply: input.reply ?? defaultReply(),
        ...defaultSetup(),
        ...setup,
        exchangeCount: 0,
        unreadCount: 0,
      };
      // In the directory first: two creations in one turn must not get one slug.
      bins.put(bin);
      try {
        await store.createBin(bin);
      } catch (error) {
        bins.remove(bin.id);
        throw error;
      }
      publish({ type: 'bin.created', bin });
      return bin;
    },

    async 'bins.update'({ id, ...change }) {
      if (change.reply !== undefined) refuseBadReply(change.reply);
      const setup = setupOf(change, ids);
      await refuseBadSetup(setup, change.reply);
      const bin = existing(id);
      if (change.slug !== undefined && change.slug !== bin.slug) {
        if (bin.isDefault) throw new CommandError('bad_input', `Inbox keeps the slug ${INBOX_SLUG}.`);
        refuseTakenSlug(change.slug, id);
      }
      const defined = {
        ...(change.name === undefined ? {} : { name: change.name }),
        ...(change.slug === undefined ? {} : { slug: change.slug }),
        ...(change.reply === undefined ? {} : { reply: change.reply }),
      };
      await store.updateBin(id, { ...defined, setup });
      // Counts may have moved while the store wrote.
      const updated = { ...existing(id), ...defined, ...setup };
      bins.put(updated);
      publish({ type: 'bin.updated', bin: updated });
      return updated;
    },

    async 'bins.delete'({ id }) {
      if (existing(id).isDefault) {
        throw new CommandError(
          'bad_input',
          'Inbox takes what matches no other bin and can’t be deleted; clear it instead.',
        );
      }
      await store.deleteBin(id);
      bins.remove(id);
      publish({ type: 'bin.deleted', binId: id });
      return {};
    },

    async 'bins.clear'({ id }) {
      existing(id);
      await store.clearBin(id);
      const cleared = { ...existing(id), exchangeCount: 0, unreadCount: 0 };
      bins.put(cleared);
      publish({ type: 'bin.cleared', bin: cleared });
      return cleared;
    },

    async 'bins.restore'({ id }) {
      const bin = await store.restoreBin(id);
      if (bin === undefined) {
        throw new CommandError('not_found', 'There is nothing to undo for this bin any more.');
      }
      bins.put(bin);
      publish({ type: 'bin.restored', bin });
      return bin;
    },

    async 'bins.markRead'({ id }) {
      if (existing(id).unreadCount === 0) return existing(id);
      await store.markBinRead(id);
      const read = { ...existing(id), unreadCount: 0 };
      bins.put(read);
      publish({ type: 'bin.updated', bin: read });
      return read;
    },
  };
}

/** Those parts of a bin's setup that an input gives; a new rule gets its id. */
function setupOf(input: z.output<typeof BinSetupInput>, ids: Ids): Partial<BinSetup> {
  const { rules, guards, handshakes, forwards, signing } = input;
  return {
    ...(rules === undefined
      ? {}
      : { rules: rules.map((rule) => ({ ...rule, id: rule.id ?? ids.next('rul') })) }),
    ...(guards === undefined ? {} : { guards }),
    ...(handshakes === undefined ? {} : { handshakes }),
    ...(forwards === undefined
      ? {}
      : { forwards: forwards.map((rule) => ({ ...rule, id: rule.id ?? ids.next('fwd') })) }),
    ...(signing === undefined ? {} : { signing }),
  };
}

function refuseBadReply(reply: DefaultReply): void {
  // A template's values are known only when they are filled in.
  const headers = reply.headers.map(({ name, value }) => ({
    name,
    value: reply.isTemplate === true ? '' : value,
  }));
  const problem = checkReply({ ...reply, headers });
  if (problem !== undefined)
    throw new CommandError('bad_input', problem, [{ path: 'reply.headers', message: problem }]);
}

/** `Stripe checkout!` → `stripe-checkout`, then `stripe-checkout-2` when that is taken. */
export function freeSlug(name: string, isTaken: (slug: string) => boolean): string {
  const base =
    name
      .normalize('NFKD')
      .toLowerCase()
      .replace(/\p{M}+/gu, '')
      .replace(/[^a-z0-9]+/g, '-')
      .slice(0, 56)
      .replace(/^-+|-+$/g, '') || 'bin';
  let slug = base;
  for (let number = 2; isTaken(slug); number += 1) slug = `${base}-${number}`;
  return Slug.parse(slug);
}
