import { z } from 'zod';
import { EdgeRefusal } from './messages.ts';

const HeaderMap = z.record(z.string(), z.string());

const Action = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('deny'),
    config: z.object({ status_code: z.int().min(100).max(599).default(403) }).prefault({}),
  }),
  z.object({
    type: z.literal('custom-response'),
    config: z.object({
      status_code: z.int().min(100).max(599),
      headers: HeaderMap.default({}),
      body: z.string().default(''),
    }),
  }),
  z.object({ type: z.literal('add-headers'), config: z.object({ headers: HeaderMap }) }),
  z.object({ type: z.literal('remove-headers'), config: z.object({ headers: z.array(z.string()) }) }),
  z.object({
    type: z.literal('basic-auth'),
    config: z.object({ realm: z.string().default('ngrok'), credentials: z.array(z.string()).min(1) }),
  }),
]);
/** The actions this edge carries out, out of the many that ngrok has. */
export type PolicyAction = z.infer<typeof Action>;

const knownTypes = new Set<string>(Action.options.map((option) => option.shape.type.value));

const Policy = z.strictObject({
  on_http_request: z
    .array(
      z.object({
        name: z.string().optional(),
        expressions: z.array(z.string()).default([]),
        actions: z.array(z.looseObject({ type: z.string() })).min(1),
      }),
    )
    .default([]),
});

/**
 * Reads a traffic policy (JSON only) as the service does when an endpoint is bound. Throws `EdgeRefusal` with ngrok's
 * own codes for what can't be parsed, unknown actions and wrong configurations; also for expressions, which it does not
 * evaluate: better refused than ignored.
 */
export function parseTrafficPolicy(text: string): PolicyAction[] {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new EdgeRefusal('ERR_NGROK_2236', `The traffic policy was not able to be parsed: ${String(error)}`);
  }
  const policy = Policy.safeParse(json);
  if (!policy.success) {
    throw new EdgeRefusal(
      'ERR_NGROK_2236',
      `The traffic policy was not able to be parsed: ${z.prettifyError(policy.error)}`,
    );
  }
  return policy.data.on_http_request.flatMap((rule) => {
    if (rule.expressions.length > 0) {
      throw new EdgeRefusal('ERR_NGROK_2200', 'Invalid policy expression. This edge evaluates none.');
    }
    return rule.actions.map(parseAction);
  });
}

function parseAction(action: { type: string }): PolicyAction {
  if (!knownTypes.has(action.type)) {
    throw new EdgeRefusal('ERR_NGROK_2201', `Invalid policy action type ${action.type}.`);
  }
  const parsed = Action.safeParse(action);
  if (parsed.success) return parsed.data;
  throw new EdgeRefusal(
    'ERR_NGROK_2203',
    `Failed to parse the configuration for policy action type ${action.type}.\n${z.prettifyError(parsed.error)}`,
  );
}
