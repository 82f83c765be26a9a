import { z } from 'zod';
import type { PlannedReply } from '../../../shared/model/response-rule.ts';

const headerValue = z.union([z.string(), z.number(), z.boolean()]);

/** What a script may return: a status, headers in any of the usual forms, a body of text, data or base64. */
const Returned = z.strictObject({
  status: z
    .int('must be a number')
    .min(100, 'must be 100 to 599')
    .max(599, 'must be 100 to 599')
    .default(200),
  headers: z
    .union(
      [
        z.record(z.string(), z.union([headerValue, z.array(headerValue)])),
        z.array(z.strictObject({ name: z.string(), value: headerValue })),
      ],
      'must be an object of names and values',
    )
    .default({}),
  body: z.json().optional(),
  base64: z.base64('must be base64').optional(),
});

export type ScriptedContent = Pick<PlannedReply, 'status' | 'headers' | 'body'>;

/** Takes what a script returned, as JSON, for a reply; or says what is wrong with it. */
export function scriptedReply(json: string | undefined): ScriptedContent | { problem: string } {
  if (json === undefined) return { problem: 'returned nothing; it has to return { status, headers, body }' };
  const parsed = Returned.safeParse(JSON.parse(json));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const where =
      issue === undefined || issue.path.length === 0 ? 'what it' : issue.path.map(String).join('.');
    return {
      problem: `returned something else than { status, headers, body }: ${where} ${issue?.message ?? 'is wrong'}`,
    };
  }
  const { status, body, base64 } = parsed.data;
  const headers = headerList(parsed.data.headers);
  if (base64 !== undefined) return { status, headers, body: { base64 } };
  if (body === undefined || typeof body === 'string') return { status, headers, body: { text: body ?? '' } };
  const hasType = headers.some(({ name }) => name.toLowerCase() === 'content-type');
  return {
    status,
    headers: hasType ? headers : [...headers, { name: 'Content-Type', value: 'application/json' }],
    body: { text: JSON.stringify(body) },
  };
}

function headerList(headers: z.output<typeof Returned>['headers']): PlannedReply['headers'] {
  if (Array.isArray(headers)) return headers.map(({ name, value }) => ({ name, value: String(value) }));
  return Object.entries(headers).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((one) => ({ name, value: String(one) })),
  );
}
