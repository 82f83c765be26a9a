import { formatJson } from '../../../shared/http/json.ts';
import { mediaKind, parseMediaType } from '../../../shared/http/media-type.ts';
import { decodeText, isText } from '../../../shared/http/text.ts';
import type { CodeLanguage } from '../../ui/code/tokens.ts';
import { hexDump } from './hex-dump.ts';

/** How bytes are shown. What they are is read from the bytes first: a content type is only what a sender says. */
export type BodyView =
  | { kind: 'image'; mediaType: string }
  /** `pretty` is there when it differs from the text as it came. */
  | { kind: 'text'; text: string; language: CodeLanguage; pretty?: string }
  | { kind: 'hex'; text: string; isCut: boolean };

/** Formats that can carry no script, by their first bytes. SVG is text. */
const imageMarks: readonly { mediaType: string; at: number; mark: string }[] = [
  { mediaType: 'image/png', at: 0, mark: '\x89PNG\r\n\x1a\n' },
  { mediaType: 'image/jpeg', at: 0, mark: '\xff\xd8\xff' },
  { mediaType: 'image/gif', at: 0, mark: 'GIF8' },
  { mediaType: 'image/webp', at: 8, mark: 'WEBP' },
  { mediaType: 'image/avif', at: 4, mark: 'ftypavif' },
  { mediaType: 'image/bmp', at: 0, mark: 'BM' },
];

const HEX_BYTES = 256 * 1024;

export function viewOf(bytes: Uint8Array, contentType: string | undefined): BodyView {
  const mediaType = imageTypeOf(bytes);
  const isReadable = isText(bytes);
  if (mediaType !== undefined && !isReadable) return { kind: 'image', mediaType };
  const type = parseMediaType(contentType ?? '');
  const charset = type?.parameters.get('charset');
  const kind = type === undefined ? undefined : mediaKind(type);
  const isClaimedText = kind !== undefined && kind !== 'binary' && kind !== 'image' && charset !== undefined;
  if (!isReadable && !isClaimedText) {
    return {
      kind: 'hex',
      text: hexDump(bytes.subarray(0, HEX_BYTES)),
      isCut: bytes.length > HEX_BYTES,
    };
  }
  const { text } = decodeText(bytes, charset, (part, name) =>
    new TextDecoder(name, { fatal: true, ignoreBOM: true }).decode(part),
  );
  return textView(text, kind);
}

function textView(text: string, kind: ReturnType<typeof mediaKind> | undefined): BodyView {
  const start = text.slice(0, 200).trimStart();
  if (kind === 'json' || start.startsWith('{') || start.startsWith('[')) {
    const formatted = formatJson(text);
    if (formatted.isJson) {
      return {
        kind: 'text',
        text,
        language: 'json',
        ...(formatted.text === text ? {} : { pretty: formatted.text }),
      };
    }
  }
  const isMarkup = kind === 'xml' || start.startsWith('<');
  return { kind: 'text', text, language: kind === 'json' ? 'json' : isMarkup ? 'xml' : 'text' };
}

function imageTypeOf(bytes: Uint8Array): string | undefined {
  return imageMarks.find(({ at, mark }) =>
    Array.from(mark).every((char, index) => bytes[at + index] === char.charCodeAt(0)),
  )?.mediaType;
}
