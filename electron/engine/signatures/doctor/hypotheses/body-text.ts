import { bodyGuess, bodyText, bytesOf } from '../body-guess.ts';
import type { Hypotheses } from '../scene.ts';
import { latin1Only, windows1252Bytes, windows1252Text } from '../windows-1252.ts';

const KEEP_BYTES =
  'Sign and verify bytes, not text: where text is needed, encode and decode it as UTF-8 on both sides and name the charset in Content-Type.';

/** The same text in another charset, or with its characters escaped in another way. */
export const bodyInOtherCharset: Hypotheses = function* (scene) {
  const { body } = scene.setting.message;
  const text = bodyText(scene);
  if (text === undefined) {
    // Not UTF-8, so one byte a character: what was signed may be the UTF-8 of the same text.
    yield bodyGuess(scene, 'body.charset', bytesOf(Buffer.from(body).toString('latin1')), {
      signed: 'the same text in UTF-8, where what came is ISO 8859-1',
      fix: KEEP_BYTES,
    });
    yield bodyGuess(scene, 'body.charset', bytesOf(windows1252Text(body)), {
      signed: 'the same text in UTF-8, where what came is Windows-1252',
      fix: KEEP_BYTES,
    });
    yield bodyGuess(scene, 'body.charset', bytesOf(Buffer.from(body).toString('utf8')), {
      signed:
        'the body with what is not UTF-8 replaced by U+FFFD: its bytes were decoded to text before they were signed',
      fix: KEEP_BYTES,
    });
    return;
  }
  if (!/[^\0-\x7f]/.test(text)) return;
  const narrow = latin1Only(text);
  if (narrow !== undefined) {
    yield bodyGuess(scene, 'body.charset', narrow, {
      signed: 'the same text in ISO 8859-1, where what came is UTF-8',
      fix: KEEP_BYTES,
    });
    yield bodyGuess(scene, 'body.charset', bytesOf(Buffer.from(narrow).toString('utf8')), {
      signed: 'the text before it was encoded as UTF-8 a second time',
      fix: KEEP_BYTES,
    });
  }
  const windows = windows1252Bytes(text);
  if (windows !== undefined) {
    yield bodyGuess(scene, 'body.charset', windows, {
      signed: 'the same text in Windows-1252, where what came is UTF-8',
      fix: KEEP_BYTES,
    });
  }
  const mangled: [string, string][] = [
    [Buffer.from(body).toString('latin1'), 'the text encoded as UTF-8 twice'],
    [windows1252Text(body), 'the text encoded as UTF-8 twice, by way of Windows-1252'],
    [text.replace(/[^\0-\x7f]/gu, '?'), 'the text with each character beyond ASCII replaced by ?'],
    [text.replace(/[^\0-\x7f]/gu, ''), 'the text without its characters beyond ASCII'],
    [text.normalize('NFC'), 'the text in Unicode’s composed form (NFC)'],
    [text.normalize('NFD'), 'the text in Unicode’s decomposed form (NFD)'],
  ];
  for (const [signed, words] of mangled) {
    if (signed !== text)
      yield bodyGuess(scene, 'body.charset', bytesOf(signed), { signed: words, fix: KEEP_BYTES });
  }
  yield bodyGuess(scene, 'body.charset', Buffer.from(text, 'utf16le'), {
    signed: 'the same text in UTF-16',
    fix: KEEP_BYTES,
    hasDifference: false,
  });
};

/** HTML entities and percent escapes, put in or taken out of the whole body. */
export const bodyEscapes: Hypotheses = function* (scene) {
  const text = bodyText(scene);
  if (text === undefined) return;
  const noEntities =
    'Take the body raw: something (a template, a sanitizer, an input filter) escapes or unescapes HTML in it.';
  for (const [signed, words] of htmlForms(text)) {
    if (signed !== text) {
      yield bodyGuess(scene, 'body.html_entities', bytesOf(signed), { signed: words, fix: noEntities });
    }
  }
  const noPercent = 'Take the body raw: something decodes or encodes percent escapes in it.';
  const decoded = decodePercent(text);
  if (decoded !== undefined && decoded !== text) {
    yield bodyGuess(scene, 'body.percent_encoding', bytesOf(decoded), {
      signed: 'the body with its percent escapes decoded',
      fix: noPercent,
    });
  }
  yield bodyGuess(scene, 'body.percent_encoding', bytesOf(encodeURIComponent(text)), {
    signed: 'the body encoded with percent escapes',
    fix: noPercent,
  });
};

const decodePercent = (text: string): string | undefined => {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
};

const entities: readonly [string, string][] = [
  ['&lt;', '<'],
  ['&gt;', '>'],
  ['&quot;', '"'],
  ['&#34;', '"'],
  ['&#39;', "'"],
  ['&#039;', "'"],
  ['&#x27;', "'"],
  ['&apos;', "'"],
  ['&#x2F;', '/'],
  ['&amp;', '&'],
];

function htmlForms(text: string): [string, string][] {
  const escaped = (apostrophe: string | undefined, quote: string | undefined) => {
    let out = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
    if (quote !== undefined) out = out.replaceAll('"', quote);
    return apostrophe === undefined ? out : out.replaceAll("'", apostrophe);
  };
  const unescaped = entities.reduce((out, [entity, character]) => out.replaceAll(entity, character), text);
  return [
    [unescaped, 'the body with its HTML entities decoded'],
    [escaped('&#39;', '&quot;'), 'the body with its quotes and brackets as HTML entities'],
    [escaped('&#039;', '&quot;'), 'the body with its quotes and brackets as HTML entities'],
    [escaped('&#x27;', '&quot;'), 'the body with its quotes and brackets as HTML entities'],
    [escaped('&#39;', '&#34;'), 'the body with its quotes and brackets as HTML entities'],
    [escaped(undefined, '&quot;'), 'the body with its double quotes and brackets as HTML entities'],
    [escaped(undefined, undefined), 'the body with its brackets and ampersands as HTML entities'],
  ];
}
