import { mediaKind, parseMediaType } from '../../../../shared/http/media-type.ts';
import { isText } from '../../../../shared/http/text.ts';

export type BodyKind = 'empty' | 'json' | 'xml' | 'form' | 'multipart' | 'text' | 'image' | 'binary';

const ascii = (text: string) => Array.from(text, (character) => character.charCodeAt(0));

/** The images a browser shows without running anything, by their first bytes. */
const images: { type: string; at: number; magic: number[] }[] = [
  { type: 'image/png', at: 0, magic: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  { type: 'image/jpeg', at: 0, magic: [0xff, 0xd8, 0xff] },
  { type: 'image/gif', at: 0, magic: ascii('GIF8') },
  { type: 'image/webp', at: 8, magic: ascii('WEBP') },
  { type: 'image/bmp', at: 0, magic: ascii('BM') },
  { type: 'image/avif', at: 4, magic: ascii('ftypavif') },
  { type: 'image/x-icon', at: 0, magic: [0, 0, 1, 0] },
];

/** The media type of an image by its magic number, whatever the sender called it. */
export function sniffImage(bytes: Uint8Array): string | undefined {
  return images.find(({ at, magic }) => magic.every((byte, index) => bytes[at + index] === byte))?.type;
}

/** How a body can be shown: what it is, which may not be what its content type says. */
export function bodyKind(bytes: Uint8Array, contentType: string | undefined): BodyKind {
  if (bytes.length === 0) return 'empty';
  const type = contentType === undefined ? undefined : parseMediaType(contentType);
  const claimed = type === undefined ? 'binary' : mediaKind(type);
  if (!isText(bytes.subarray(0, 65_536))) {
    if (sniffImage(bytes) !== undefined) return 'image';
    // A charset other than UTF-8 reads as text by its name.
    const isOtherCharset =
      type?.parameters.has('charset') === true && claimed !== 'binary' && claimed !== 'image';
    return isOtherCharset || claimed === 'multipart' ? claimed : 'binary';
  }
  if (claimed !== 'binary' && claimed !== 'image') return claimed;
  const start = new TextDecoder().decode(bytes.subarray(0, 64)).trimStart();
  if (start.startsWith('{') || start.startsWith('[')) return 'json';
  return start.startsWith('<') ? 'xml' : 'text';
}
