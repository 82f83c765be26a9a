import type { Draft, DraftBody, DraftRequest } from '../../../shared/model/draft.ts';
import type { Exchange } from '../../../shared/model/exchange.ts';
import type { EventBody } from '../../../shared/ipc/events.ts';
import { CommandError } from '../../../shared/ipc/envelope.ts';
import type { Clock, Ids, Store } from '../ports.ts';
import type { DraftDirectory } from '../draft-directory.ts';
import type { HandlersOf } from './handlers.ts';

/** Larger captured bodies open as a reference: an editor that holds them would freeze. */
const EDITABLE_BODY_BYTES = 2 * 1024 * 1024;

interface DraftCommandDeps {
  store: Store;
  drafts: DraftDirectory;
  clock: Clock;
  ids: Ids;
  publish(event: EventBody): void;
  /** Where a draft made from this exchange points to. */
  destinationOf(exchange: Exchange): Promise<string>;
}

export function draftCommands({
  store,
  drafts,
  clock,
  ids,
  publish,
  destinationOf,
}: DraftCommandDeps): Omit<HandlersOf<'drafts'>, 'drafts.send'> {
  const existing = (id: string): Draft => {
    const draft = drafts.get(id);
    if (draft === undefined) throw new CommandError('not_found', `There is no draft ${id}.`);
    return draft;
  };

  const fromExchange = async (exchangeId: string): Promise<DraftRequest & { name: string }> => {
    const exchange = await store.getExchange(exchangeId);
    if (exchange === undefined) throw new CommandError('not_found', `There is no exchange ${exchangeId}.`);
    const body = await editableBody(store, exchange);
    const [path = ''] = exchange.request.target.split('?', 1);
    return {
      name: path.slice(0, 200),
      method: exchange.request.method,
      url: await destinationOf(exchange),
      headers: exchange.request.headers,
      ...(body === undefined ? {} : { body }),
    };
  };

  return {
    'drafts.list': () => Promise.resolve({ drafts: drafts.list() }),

    async 'drafts.create'({ exchangeId, ...given }) {
      const start =
        exchangeId === undefined
          ? { name: 'New draft', method: 'POST', url: '', headers: [] }
          : await fromExchange(exchangeId);
      const now = clock.now();
      const draft: Draft = {
        id: ids.next('drf'),
        createdAt: now,
        updatedAt: now,
        ...(exchangeId === undefined ? {} : { exchangeId }),
        ...start,
        ...withoutUndefined(given),
      };
      await store.saveDraft(draft);
      drafts.put(draft);
      publish({ type: 'draft.created', draft });
      return draft;
    },

    async 'drafts.update'({ id, sign, encryption, ...change }) {
      const { sign: kept, encryption: before, ...rest } = existing(id);
      const signing = sign === undefined ? kept : sign;
      const sealing = encryption === undefined ? before : encryption;
      const draft: Draft = {
        ...rest,
        ...withoutUndefined(change),
        ...(signing === undefined || signing === null ? {} : { sign: signing }),
        ...(sealing === undefined || sealing === null ? {} : { encryption: sealing }),
        updatedAt: clock.now(),
      };
      drafts.put(draft);
      await store.saveDraft(draft);
      publish({ type: 'draft.updated', draft });
      return draft;
    },

    async 'drafts.delete'({ id }) {
      existing(id);
      await store.deleteDraft(id);
      drafts.remove(id);
      publish({ type: 'draft.deleted', draftId: id });
      return {};
    },
  };
}

async function editableBody(store: Store, exchange: Exchange): Promise<DraftBody | undefined> {
  const { sizeBytes } = exchange.request.body;
  if (sizeBytes === 0) return undefined;
  const reference = { exchangeId: exchange.id };
  if (sizeBytes > EDITABLE_BODY_BYTES) return reference;
  const read = await store.readBody({ kind: 'exchange', exchangeId: exchange.id }, 0, sizeBytes);
  const text = read === undefined ? undefined : asText(read.bytes);
  return text === undefined ? reference : { text };
}

/** The text whose UTF-8 is exactly these bytes, if there is one; NUL means it is not text. */
function asText(bytes: Uint8Array): string | undefined {
  if (bytes.includes(0)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Zod gives absent optional keys as absent, but callers may pass `undefined`; neither may overwrite. */
function withoutUndefined<Value extends object>(
  value: Value,
): { [Key in keyof Value]: Exclude<Value[Key], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined)) as never;
}
