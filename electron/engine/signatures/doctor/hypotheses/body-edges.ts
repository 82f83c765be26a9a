import { bodyGuess, bytesOf } from '../body-guess.ts';
import type { Guess, Hypotheses } from '../scene.ts';
import { USE_RAW_BODY } from '../fixes.ts';

const LF = 0x0a;
const CR = 0x0d;
const BOM = Buffer.from([0xef, 0xbb, 0xbf]);

/** Line ends, what stands at both ends, and no body at all. */
export const bodyEdges: Hypotheses = function* (scene) {
  const body = Buffer.from(scene.setting.message.body);
  const guess = (cause: Guess['cause'], signed: Uint8Array, words: string, fix?: string): Guess =>
    bodyGuess(scene, cause, signed, { signed: words, ...(fix === undefined ? {} : { fix }) });
  const keepEnds =
    'Do not trim the body, and do not add a line end to it: read and write it as bytes, with no editor, template or echo in between.';

  yield guess(
    'body.trailing_newline',
    Buffer.concat([body, Buffer.from('\n')]),
    'the body with a line feed at its end',
    keepEnds,
  );
  yield guess(
    'body.trailing_newline',
    Buffer.concat([body, Buffer.from('\r\n')]),
    'the body with a CRLF at its end',
    keepEnds,
  );
  const ends: [number[], string][] = [
    [[CR, LF], 'the CRLF'],
    [[LF], 'the line feed'],
    [[CR], 'the carriage return'],
  ];
  for (const [bytes, what] of ends) {
    if (body.length < bytes.length || !bytes.every((byte, index) => body.at(index - bytes.length) === byte))
      continue;
    yield guess(
      'body.trailing_newline',
      body.subarray(0, -bytes.length),
      `the body without ${what} at its end`,
      keepEnds,
    );
  }

  const text = body.toString('latin1');
  if (text.includes('\n') || text.includes('\r')) {
    const keepLines =
      'Keep the line ends as they come: read the body as bytes (not in a text mode), and let no tool convert CRLF to LF or back.';
    const forms: [string, string][] = [
      ['\r\n', 'CRLF'],
      ['\n', 'LF'],
      ['\r', 'CR'],
    ];
    for (const [end, name] of forms) {
      const converted = text.replace(/\r\n|\r|\n/g, end);
      if (converted !== text) {
        yield guess(
          'body.line_ends',
          Buffer.from(converted, 'latin1'),
          `the body with ${name} as its line ends`,
          keepLines,
        );
      }
    }
    const joined = text.replace(/\r\n|\r|\n/g, '');
    yield guess('body.line_ends', Buffer.from(joined, 'latin1'), 'the body without its line ends', keepLines);
    const firstOnly = `${text.replace(/(?:\r\n|\r|\n)+$/, '').replace(/\r\n|\r/g, '\n')}\n`;
    if (firstOnly !== text) {
      yield guess(
        'body.line_ends',
        Buffer.from(firstOnly, 'latin1'),
        'the body with LF as its line ends and one at its end',
        keepLines,
      );
    }
  }

  const noBom = 'Write and read the body without a byte order mark (UTF-8 without BOM).';
  if (body.subarray(0, 3).equals(BOM)) {
    yield guess('body.bom', body.subarray(3), 'the body without its byte order mark', noBom);
  } else {
    yield guess('body.bom', Buffer.concat([BOM, body]), 'the body with a byte order mark before it', noBom);
  }

  const trimmed = text.trim();
  if (trimmed !== text) {
    yield guess(
      'body.trimmed',
      Buffer.from(trimmed, 'latin1'),
      'the body without the white space around it',
      keepEnds,
    );
  }
  yield guess(
    'body.trimmed',
    Buffer.concat([body, Buffer.from(' ')]),
    'the body with a space at its end',
    keepEnds,
  );
  yield guess(
    'body.trimmed',
    Buffer.concat([body, Buffer.from('\n\n')]),
    'the body with two line feeds at its end',
    keepEnds,
  );
  yield guess(
    'body.trimmed',
    Buffer.concat([Buffer.from('\n'), body]),
    'the body with a line feed before it',
    keepEnds,
  );
  yield guess(
    'body.trimmed',
    Buffer.concat([body, Buffer.from('\0')]),
    'the body with a zero byte at its end',
    keepEnds,
  );

  const emptied = ['', '{}', 'null', '[]', '""', 'undefined', 'None'];
  for (const stand of emptied) {
    yield bodyGuess(scene, 'body.empty', bytesOf(stand), {
      signed: stand === '' ? 'an empty body' : `the body “${stand}”`,
      fix: `The body was read already when the signature was computed, so nothing was left of it. ${USE_RAW_BODY}`,
      hasDifference: false,
    });
  }
  const asText = [
    '[object Object]',
    '[object ArrayBuffer]',
    '[object ReadableStream]',
    'Array',
    '[object Uint8Array]',
  ];
  for (const stand of asText) {
    yield bodyGuess(scene, 'body.object_as_text', bytesOf(stand), {
      signed: `the text “${stand}”`,
      fix: `A parsed object was turned into text in place of the body. ${USE_RAW_BODY}`,
      hasDifference: false,
    });
  }
};
