import { findHeader } from '../../../../shared/http/headers.ts';
import { mediaKind, parseMediaType } from '../../../../shared/http/media-type.ts';
import type { ExchangeDetail } from '../use-exchange.ts';

/** A file name of our own making: nothing a sender says goes into it but the kind of content. */
export function bodyFileName({ id, request }: ExchangeDetail): string {
  const type = parseMediaType(findHeader(request.headers, 'content-type') ?? '');
  const short = id.slice(-8);
  if (type === undefined) return `body-${short}.bin`;
  const kind = mediaKind(type);
  if (kind === 'json' || kind === 'xml') return `body-${short}.${kind}`;
  if (kind === 'image' && /^image\/(?:png|jpeg|gif|webp)$/.test(type.essence)) {
    return `body-${short}.${type.essence.slice('image/'.length)}`;
  }
  return `body-${short}.${kind === 'text' || kind === 'form' ? 'txt' : 'bin'}`;
}
