import { randomBytes } from 'node:crypto';
import type { ParsedInput } from '../../shared/ipc/contract.ts';
import type { EventBody } from '../../shared/ipc/events.ts';
import type { RetryPolicy } from '../../shared/model/retry-policy.ts';
import type { SignOptions } from '../../shared/model/signing.ts';
import type { RenderedTemplate } from '../../shared/model/template.ts';
import type { StartedDelivery } from './deliver/deliveries.ts';
import type { DeliveryRequest, SignAttempt } from './deliver/delivery-request.ts';
import { planDraftSend } from './deliver/draft-send.ts';
import type { Clock, Ids } from './ports.ts';
import { providerById } from './providers/registry.ts';
import { renderTemplate } from './templates/render.ts';
import { planEvent, planStory, type Plan } from './templates/stories.ts';
import { createTriggers, type StartedTrigger, type Triggers } from './templates/triggers.ts';

/** Templates and stories: their shapes come from the assets, the provider knows how it signs and what it takes for success. */
export interface TemplateMessages extends Pick<Triggers, 'get' | 'cancel' | 'close'> {
  render(choice: ParsedInput<'templates.render'>): RenderedTemplate;
  triggerEvent(input: ParsedInput<'templates.trigger'>): Promise<StartedTrigger>;
  triggerStory(input: ParsedInput<'stories.trigger'>): Promise<StartedTrigger>;
}

interface TemplateMessagesDeps {
  clock: Pick<Clock, 'now'>;
  ids: Ids;
  publish(event: EventBody): void;
  /** Throws `CommandError` for a secret that can't sign. */
  signer(options: SignOptions): Promise<{ sign?: SignAttempt }>;
  /** Throws `CommandError` for a policy that can't be followed. */
  withRetry(request: DeliveryRequest, policy: RetryPolicy | undefined): DeliveryRequest;
  deliveries: {
    start(request: DeliveryRequest): Promise<StartedDelivery>;
    cancel(id: string): Promise<void>;
  };
}

const freshSeed = (): string => randomBytes(6).toString('hex');
const schemeOf = (providerId: string): string | undefined => providerById(providerId)?.schemeIds[0];

/** A request as its provider would send it now, or at another time, unsigned. */
export const renderNow = (
  { provider, event, at, seed = freshSeed() }: ParsedInput<'templates.render'>,
  now: number,
): RenderedTemplate => renderTemplate({ provider, event, at: at ?? now, seed }, schemeOf);

export function createTemplateMessages(deps: TemplateMessagesDeps): TemplateMessages {
  const triggers = createTriggers({
    ...deps,
    render: (input) => renderTemplate(input, schemeOf),
    isSuccess(provider, status) {
      const { from, to } = providerById(provider)?.retryProfile?.successStatuses ?? { from: 200, to: 299 };
      return status >= from && status <= to;
    },
    cancelDelivery: (id) => deps.deliveries.cancel(id),
  });

  async function trigger(
    plan: Plan,
    input: Omit<ParsedInput<'stories.trigger'>, 'id' | 'isWaiting'>,
  ): Promise<StartedTrigger> {
    const { url, secret, secretName, at, seed = freshSeed(), retry, isStoppedOnFailure } = input;
    return triggers.start({ plan, url, secretName, at, seed, isStoppedOnFailure }, async (message) => {
      const { method, headers, body, provider, at: eventAt } = message;
      const isSigned = secret !== undefined || secretName !== undefined;
      const signing = isSigned
        ? await deps.signer({
            provider,
            ...(secret === undefined ? {} : { secret }),
            ...(secretName === undefined ? {} : { secretName }),
            // Told of another time, it is also signed then.
            ...(at === undefined ? {} : { at: eventAt }),
            isFrozen: false,
          })
        : {};
      const request = { ...planDraftSend({ method, url, headers, body }, undefined), ...signing };
      const planned = deps.withRetry(request, retry);
      return () => deps.deliveries.start(planned);
    });
  }

  return {
    render: (choice) => renderNow(choice, deps.clock.now()),
    triggerEvent: async (input) =>
      trigger(planEvent(input.provider, input.event), { ...input, isStoppedOnFailure: true }),
    triggerStory: async (input) => trigger(planStory(input.id), input),
    get: triggers.get,
    cancel: triggers.cancel,
    close: triggers.close,
  };
}
