import type { Delivery } from '../../../shared/model/delivery.ts';
import type { RenderedTemplate } from '../../../shared/model/template.ts';
import type { TriggerRun, TriggerStep } from '../../../shared/model/trigger-run.ts';
import type { EventBody } from '../../../shared/ipc/events.ts';
import { CommandError } from '../../../shared/ipc/envelope.ts';
import { splitUrl } from '../../../shared/http/url.ts';
import type { Clock, Ids } from '../ports.ts';
import type { RenderInput } from './render.ts';
import type { Plan } from './stories.ts';

/** Runs that have ended are kept up to this number, the newest of them. */
const KEPT_RUNS = 100;

/** A message made ready, with all that could be wrong with it found out; called to send it. */
export type SendPrepared = () => Promise<{ delivery: Delivery; ended: Promise<Delivery> }>;

export interface TriggerInput {
  plan: Plan;
  url: string;
  secretName?: string | undefined;
  /** Epoch ms of the last message; now when absent. */
  at?: number | undefined;
  seed: string;
  isStoppedOnFailure: boolean;
}

interface TriggerDeps {
  clock: Pick<Clock, 'now'>;
  ids: Ids;
  render(input: RenderInput): RenderedTemplate;
  /** Throws `CommandError` for what can't be signed or sent. */
  prepare(message: RenderedTemplate): Promise<SendPrepared>;
  /** What the provider takes for delivered. */
  isSuccess(provider: string, status: number): boolean;
  publish(event: EventBody): void;
  cancelDelivery(id: string): Promise<void>;
}

export interface StartedTrigger {
  run: TriggerRun;
  ended: Promise<TriggerRun>;
}

export interface Triggers {
  /**
   * Sends the messages of a plan in order, each after the answer to the one before. Throws `CommandError` before anything is
   * sent: for a URL, a secret or a message that can't work.
   */
  start(input: TriggerInput, prepare: TriggerDeps['prepare']): Promise<StartedTrigger>;
  get(id: string): TriggerRun;
  /** Ends the delivery under way and sends nothing more; a run that has ended stays as it is. */
  cancel(id: string): Promise<TriggerRun>;
  close(): Promise<void>;
}

interface Kept {
  run: TriggerRun;
  isCancelled: boolean;
  ended: Promise<TriggerRun>;
}

export function createTriggers(deps: Omit<TriggerDeps, 'prepare'>): Triggers {
  const { clock, ids, publish } = deps;
  const kept = new Map<string, Kept>();

  async function start(
    { plan, url, secretName, at = clock.now(), seed, isStoppedOnFailure }: TriggerInput,
    prepare: TriggerDeps['prepare'],
  ): Promise<StartedTrigger> {
    const split = splitUrl(url);
    if ('problem' in split) {
      throw new CommandError('bad_input', split.problem, [{ path: 'url', message: split.problem }]);
    }
    const prepared: SendPrepared[] = [];
    for (const [index, { event, beforeEndMs }] of plan.steps.entries()) {
      const message = deps.render({
        provider: plan.provider,
        event,
        at: at - beforeEndMs,
        startedAt: at - (plan.steps[0]?.beforeEndMs ?? 0),
        seed,
        step: String(index),
      });
      prepared.push(await prepare(message));
    }
    const entry: Kept = {
      run: {
        id: ids.next('trg'),
        provider: plan.provider,
        title: plan.title,
        url,
        ...(secretName === undefined ? {} : { secretName }),
        state: 'running',
        startedAt: clock.now(),
        steps: plan.steps.map(({ event, title }) => ({ event, title, state: 'waiting' })),
      },
      isCancelled: false,
      ended: Promise.resolve({} as TriggerRun),
    };
    kept.set(entry.run.id, entry);
    dropOldest();
    entry.ended = go(entry, prepared, isStoppedOnFailure);
    return { run: entry.run, ended: entry.ended };
  }

  /** Never rejects: what goes wrong is told by the step. */
  async function go(entry: Kept, prepared: SendPrepared[], isStoppedOnFailure: boolean): Promise<TriggerRun> {
    let isStopped = false;
    for (const [index, send] of prepared.entries()) {
      if (entry.isCancelled || isStopped) {
        setStep(entry, index, { state: 'skipped' });
        continue;
      }
      setStep(entry, index, { state: 'sending' });
      const outcome = await sendStep(entry, index, send);
      setStep(entry, index, outcome);
      isStopped = outcome.state === 'failed' && isStoppedOnFailure;
    }
    return change(entry, {
      state: entry.isCancelled ? 'cancelled' : isStopped ? 'stopped' : 'completed',
      endedAt: clock.now(),
    });
  }

  async function sendStep(entry: Kept, index: number, send: SendPrepared): Promise<Partial<TriggerStep>> {
    try {
      const { delivery, ended } = await send();
      setStep(entry, index, { deliveryId: delivery.id });
      if (entry.isCancelled) await deps.cancelDelivery(delivery.id);
      const { attempts } = await ended;
      const { response, failure } = attempts.at(-1) ?? {};
      if (response === undefined) {
        return { state: 'failed', message: failure?.message ?? 'There was no response.' };
      }
      if (deps.isSuccess(entry.run.provider, response.status)) {
        return { state: 'succeeded', responseStatus: response.status };
      }
      const message = `The response ${response.status} counts as a failure.`;
      return { state: 'failed', responseStatus: response.status, message };
    } catch (error) {
      return { state: 'failed', message: error instanceof Error ? error.message : String(error) };
    }
  }

  const setStep = (entry: Kept, index: number, changed: Partial<TriggerStep>): void =>
    void change(entry, {
      steps: entry.run.steps.map((step, at) => (at === index ? { ...step, ...changed } : step)),
    });

  function change(entry: Kept, changed: Partial<TriggerRun>): TriggerRun {
    entry.run = { ...entry.run, ...changed };
    publish({ type: 'trigger.progressed', trigger: entry.run });
    return entry.run;
  }

  function dropOldest(): void {
    for (const [id, { run }] of kept) {
      if (kept.size <= KEPT_RUNS) return;
      if (run.state !== 'running') kept.delete(id);
    }
  }

  function existing(id: string): Kept {
    const found = kept.get(id);
    if (found === undefined) throw new CommandError('not_found', `There is no trigger run ${id}.`);
    return found;
  }

  async function cancel(id: string): Promise<TriggerRun> {
    const entry = existing(id);
    if (entry.run.state !== 'running') return entry.run;
    entry.isCancelled = true;
    const sending = entry.run.steps.find(({ state }) => state === 'sending')?.deliveryId;
    if (sending !== undefined) await deps.cancelDelivery(sending);
    return entry.ended;
  }

  return {
    start,
    cancel,
    get: (id) => existing(id).run,
    async close() {
      await Promise.all([...kept.keys()].map(cancel));
    },
  };
}
