import { toCurl } from '../../shared/formats/curl.ts';
import { isText } from '../../shared/http/text.ts';
import type { BodyContent, BodySource } from '../../shared/model/body.ts';
import { fromBase64 } from '../host/base64.ts';
import { call } from '../host/call.ts';
import { attempt, notify, notifyFailure } from './notices.ts';
import { sentUrl } from './sent-url.ts';

/** The clipboard is no place for more. */
const MAX_COPIED_BYTES = 16 * 1024 * 1024;

/** Copies a command that sends the same request with the same bytes. */
export async function copyAsCurl(exchangeId: string): Promise<void> {
  await attempt('The command was not copied', async () => {
    const { request } = await call('exchanges.get', { id: exchangeId });
    const source: BodySource = { kind: 'exchange', exchangeId };
    const part = await call('bodies.read', { source, limitBytes: MAX_COPIED_BYTES });
    if (!part.isComplete) {
      notifyFailure('The command was not copied', 'The body is too large for a command: save it instead.');
      return;
    }
    const { method, headers } = request;
    const command = toCurl({ method, headers, url: sentUrl(request), body: contentOf(part.base64) }, 'bash');
    await navigator.clipboard.writeText(command);
    notify('Copied as cURL');
  });
}

/** Copies the decoded body: as text, or as base64 where it is none. */
export async function copyBody(source: BodySource): Promise<void> {
  await attempt('The body was not copied', async () => {
    const part = await call('bodies.read', { source, limitBytes: MAX_COPIED_BYTES, isDecoded: true });
    const content = contentOf(part.base64);
    await navigator.clipboard.writeText('text' in content ? content.text : content.base64);
    const what = 'text' in content ? 'Copied the body' : 'Copied the body as base64';
    notify(part.isComplete ? what : `${what}: its first 16 MB`);
  });
}

function contentOf(base64: string): BodyContent {
  const bytes = fromBase64(base64);
  if (!isText(bytes)) return { base64 };
  try {
    // The byte order mark stays: it is one of the bytes.
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return { base64 };
  }
}
