import { findHeaderProblem, frameMessage } from '../../../shared/http/framing.ts';
import { authorityOf, splitUrl, type SplitUrl } from '../../../shared/http/url.ts';
import { CommandError } from '../../../shared/ipc/envelope.ts';
import type { Header } from '../../../shared/model/header.ts';
import type { DeliveryRequest, SignAttempt, SignedParts } from './delivery-request.ts';
import { prepareBody, readBodyToSign, type BodyToDeliver, type PreparedBody } from './outgoing-body.ts';

/** A message as one attempt sends it. */
export interface OutgoingMessage {
  url: SplitUrl;
  /** As given, with what a signature put into it. */
  urlText: string;
  /** With their framing, in order. */
  headers: Header[];
  trailers: Header[];
  body: PreparedBody;
}

/**
 * Signs and frames a message for one attempt, in this order: a signature covers what the user gave, framing is between two
 * machines. Throws `CommandError`: `bad_input` for a URL, header or body that can't be sent or signed, `not_found` for an
 * exchange that is gone.
 */
export async function composeMessage(
  request: DeliveryRequest,
  store: BodyToDeliver,
  moment: Parameters<SignAttempt>[1],
): Promise<OutgoingMessage> {
  checkedUrl(request.url);
  const { sign } = request;
  let { url: urlText, headers, body } = request;
  if (sign !== undefined) {
    const bytes = await readBodyToSign(body, store);
    const signed = await sign({ method: request.method, url: urlText, headers, body: bytes }, moment);
    urlText = signed.url ?? urlText;
    headers = withSignature(headers, signed);
    if (signed.body !== undefined) body = { bytes: signed.body };
  }
  const url = checkedUrl(urlText);
  const problem = findHeaderProblem([...headers, ...request.trailers]);
  if (problem !== undefined) throw badInput('headers', problem);
  const prepared = await prepareBody(body, store);
  const framed = frameMessage({
    ...request,
    headers,
    bodyBytes: prepared.sizeBytes,
    authority: authorityOf(url),
  });
  return { url, urlText, ...framed, body: prepared };
}

/** Tells the destination that it may have got the message before. */
export const markDuplicate = (request: DeliveryRequest): DeliveryRequest => ({
  ...request,
  headers: [...request.headers, { name: 'Hookbench-Possible-Duplicate', value: 'true' }],
});

/** Each signed header stands where the first of its name stood, or else last. */
function withSignature(headers: readonly Header[], signed: SignedParts): readonly Header[] {
  const names = new Set(signed.headers.map(({ name }) => name.toLowerCase()));
  const left = [...signed.headers];
  const takeAll = (name: string) => {
    const taken = left.filter((header) => header.name.toLowerCase() === name);
    for (const header of taken) left.splice(left.indexOf(header), 1);
    return taken;
  };
  const placed = headers.flatMap((header) => {
    const name = header.name.toLowerCase();
    return names.has(name) ? takeAll(name) : [header];
  });
  return [...placed, ...left];
}

function checkedUrl(text: string): SplitUrl {
  const split = splitUrl(text);
  if ('problem' in split) throw badInput('url', split.problem);
  return split;
}

const badInput = (path: string, message: string) =>
  new CommandError('bad_input', message, [{ path, message }]);
