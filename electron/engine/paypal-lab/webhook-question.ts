import { z } from 'zod';
import { memberText } from './json-member.ts';

/** The body of `verify-webhook-signature`, with the event as it was written. */
const fields = z.object({
  auth_algo: z.string().max(100),
  cert_url: z.string().max(500),
  transmission_id: z.string().max(50),
  transmission_sig: z.string().max(500),
  transmission_time: z.string().max(100),
  webhook_id: z.string().max(50),
  webhook_event: z.record(z.string(), z.unknown()),
});

export interface WebhookQuestion extends Omit<z.infer<typeof fields>, 'webhook_event'> {
  /** The JSON text of the event, byte for byte as it stands in the request. */
  event: Uint8Array;
}

/** One thing that is wrong, as PayPal's API tells it. */
export interface FieldProblem {
  field: string;
  location: 'body';
  issue: 'MISSING_REQUIRED_PARAMETER' | 'INVALID_PARAMETER_SYNTAX' | 'MALFORMED_REQUEST_JSON';
  description: string;
}

export function readWebhookQuestion(body: Uint8Array): WebhookQuestion | FieldProblem[] {
  const text = Buffer.from(body).toString('utf8');
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return [
      { field: '/', location: 'body', issue: 'MALFORMED_REQUEST_JSON', description: 'The body is not JSON.' },
    ];
  }
  const parsed = fields.safeParse(json);
  if (!parsed.success) return parsed.error.issues.map((issue) => problemOf(issue, json));
  // One character a byte, so that what is not UTF-8 in it stays as it is.
  const event = memberText(Buffer.from(body).toString('latin1'), 'webhook_event') ?? '';
  return { ...parsed.data, event: Buffer.from(event, 'latin1') };
}

function problemOf({ path }: z.core.$ZodIssue, json: unknown): FieldProblem {
  const name = String(path[0] ?? '');
  const isMissing = typeof json !== 'object' || json === null || !(name in json);
  return {
    field: `/${name}`,
    location: 'body',
    issue: isMissing ? 'MISSING_REQUIRED_PARAMETER' : 'INVALID_PARAMETER_SYNTAX',
    description: isMissing
      ? 'A required field is missing.'
      : 'The value of a field does not conform to the expected format.',
  };
}
