import { algorithm } from './hypotheses/algorithm.ts';
import { bodyCoding } from './hypotheses/body-coding.ts';
import { bodyEdges } from './hypotheses/body-edges.ts';
import { bodyForm } from './hypotheses/body-form.ts';
import { bodyJson } from './hypotheses/body-json.ts';
import { bodyEscapes, bodyInOtherCharset } from './hypotheses/body-text.ts';
import { contentLayout } from './hypotheses/content-layout.ts';
import { headerOther } from './hypotheses/header-other.ts';
import { keyFormat } from './hypotheses/key-format.ts';
import { keySignature } from './hypotheses/key-signature.ts';
import { messageId } from './hypotheses/message-id.ts';
import { otherRequest } from './hypotheses/other-request.ts';
import { otherSecret } from './hypotheses/other-secret.ts';
import { secretShape } from './hypotheses/secret-shape.ts';
import { timestamp } from './hypotheses/timestamp.ts';
import { url } from './hypotheses/url.ts';
import type { Hypotheses } from './scene.ts';

interface Family {
  /** What was tried, for an answer that nothing fits. */
  name: string;
  hypotheses: Hypotheses;
  /** Its guesses change the body: skipped where that is not signed. */
  isAboutBody?: true;
  /** With a larger body its guesses take too long to make up. */
  maxBodyBytes?: number;
}

const REWRITTEN_BYTES = 256 * 1024;
const COPIED_BYTES = 2 * 1024 * 1024;

/** Those that change no body and are tried first: few attempts, and the most common causes. */
export const quickFamilies: readonly Family[] = [
  { name: 'other known secrets', hypotheses: otherSecret },
  { name: 'the secret read in other ways', hypotheses: secretShape },
  { name: 'the key in other formats', hypotheses: keyFormat },
  { name: 'the signature in other encodings', hypotheses: keySignature },
  { name: 'other algorithms', hypotheses: algorithm },
  { name: 'the signature in other headers', hypotheses: headerOther },
];

export const contentFamilies: readonly Family[] = [
  {
    name: 'line ends and edges of the body',
    hypotheses: bodyEdges,
    isAboutBody: true,
    maxBodyBytes: COPIED_BYTES,
  },
  { name: 'other writings of the URL', hypotheses: url, maxBodyBytes: COPIED_BYTES },
  { name: 'other make-ups of what is signed', hypotheses: contentLayout, maxBodyBytes: REWRITTEN_BYTES },
  { name: 'other message ids', hypotheses: messageId, maxBodyBytes: COPIED_BYTES },
  {
    name: 'other charsets',
    hypotheses: bodyInOtherCharset,
    isAboutBody: true,
    maxBodyBytes: REWRITTEN_BYTES,
  },
  {
    name: 'the JSON written in other ways',
    hypotheses: bodyJson,
    isAboutBody: true,
    maxBodyBytes: REWRITTEN_BYTES,
  },
  {
    name: 'the form written in other ways',
    hypotheses: bodyForm,
    isAboutBody: true,
    maxBodyBytes: REWRITTEN_BYTES,
  },
  {
    name: 'HTML entities and percent escapes',
    hypotheses: bodyEscapes,
    isAboutBody: true,
    maxBodyBytes: REWRITTEN_BYTES,
  },
  { name: 'compression', hypotheses: bodyCoding, isAboutBody: true, maxBodyBytes: REWRITTEN_BYTES },
  { name: 'other requests to this bin', hypotheses: otherRequest, maxBodyBytes: COPIED_BYTES },
  { name: 'other timestamps', hypotheses: timestamp, maxBodyBytes: COPIED_BYTES },
];
