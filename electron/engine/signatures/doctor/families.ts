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
  /** Its guesses change the body: skipped where the body is not signed. */
  isAboutBody?: true;
}

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
  { name: 'line ends and edges of the body', hypotheses: bodyEdges, isAboutBody: true },
  { name: 'other writings of the URL', hypotheses: url },
  { name: 'other make-ups of what is signed', hypotheses: contentLayout },
  { name: 'other message ids', hypotheses: messageId },
  { name: 'other requests to this bin', hypotheses: otherRequest },
  { name: 'other charsets', hypotheses: bodyInOtherCharset, isAboutBody: true },
  { name: 'the JSON written in other ways', hypotheses: bodyJson, isAboutBody: true },
  { name: 'the form written in other ways', hypotheses: bodyForm, isAboutBody: true },
  { name: 'HTML entities and percent escapes', hypotheses: bodyEscapes, isAboutBody: true },
  { name: 'compression', hypotheses: bodyCoding, isAboutBody: true },
  { name: 'other timestamps', hypotheses: timestamp },
];
