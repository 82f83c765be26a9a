import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Diagnosis } from '../../../../shared/model/diagnosis.ts';
import type { VerificationReason } from '../../../../shared/model/verification.ts';
import { clockExplanation } from './clock.ts';
import { dependsOn } from './depends-on.ts';
import { deviationExplanation } from './deviation.ts';
import type { Explained } from './explained.ts';
import { contentFamilies, quickFamilies } from './families.ts';
import { headerRepairs } from './hypotheses/header.ts';
import { noticed } from './noticed.ts';
import { otherScheme } from './other-scheme.ts';
import { pairs } from './pairs.ts';
import { isSigning, type Guess, type Rejected, type Scene } from './scene.ts';
import { diagnoseToken } from './token.ts';
import { claimOf, tryGuess, trySetting, type Hit } from './try-guess.ts';
import { unreadable } from './unreadable.ts';
import { sceneOf } from './scene-of.ts';

/** With a larger body two mistakes at once are not looked for. */
const PAIRED_BYTES = 256 * 1024;

/** Below this all that is likely is tried. */
const LARGE_BYTES = 32 * 1024;

/** A pause for others after so long. */
const TURN_MS = 8;

/**
 * Why a signature was rejected, found by trying what could have gone wrong, the likeliest first. A cause is named only when
 * the signature that came is right under it; otherwise it is `unknown`, with what was tried.
 */
export function diagnose(rejected: Rejected): Diagnosis {
  const search = examine(rejected);
  for (;;) {
    const step = search.next();
    if (step.done === true) return step.value;
  }
}

/** As `diagnose`, in turns of a few milliseconds, so that whatever else this process does goes on. */
export async function diagnoseInTurns(rejected: Rejected, nowMs: () => number): Promise<Diagnosis> {
  const search = examine(rejected);
  let turnBegan = nowMs();
  for (;;) {
    const step = search.next();
    if (step.done === true) return step.value;
    if (nowMs() - turnBegan < TURN_MS) continue;
    await nextTurn();
    turnBegan = nowMs();
  }
}

/** Yields after each attempt. */
function* examine(rejected: Rejected): Generator<undefined, Diagnosis> {
  const { scheme } = rejected;
  const plain = withoutSearch(rejected);
  if (plain !== undefined) return told(plain);
  if (!isSigning(scheme)) {
    const explained = diagnoseToken(rejected, scheme) ?? otherScheme(rejected);
    return explained === undefined ? tokenUnknown(rejected) : told(explained);
  }
  const claim = claimOf(scheme, rejected.message);
  if (claim === undefined) return told(yield* unreadable(rejected, scheme, search));
  const scene = sceneOf(rejected, scheme, rejected.message, claim);
  const explained = yield* search(scene);
  return explained === undefined ? unknown(scene) : told(explained, scene);
}

/** What explains a message whose claim can be read. */
function* search(scene: Scene): Generator<undefined, Explained | undefined> {
  const { rejected, scheme, setting, work } = scene;
  const plain = trySetting(scene, setting);
  if (plain?.deviation === 'none') {
    return (
      (rejected.reason.startsWith('timestamp_') ? clockExplanation(scene) : undefined) ?? duplicated(scene)
    );
  }
  if (plain !== undefined) return deviationExplanation(scheme, plain.deviation, plain.received);
  yield undefined;

  for (const { hypotheses } of quickFamilies) {
    work.allot(1 / 3);
    const explained = yield* tryAll(scene, hypotheses(scene));
    if (explained !== undefined) return explained;
  }
  const repaired = yield* tryRepairs(scene);
  if (repaired !== undefined) return repaired;
  const other = otherScheme(rejected);
  if (other !== undefined) return other;

  const { message } = setting;
  const isBodySigned = dependsOn(scene, {
    ...message,
    body: Buffer.concat([message.body, Buffer.from('x')]),
  });
  for (const { hypotheses, isAboutBody = false, maxBodyBytes = Infinity } of contentFamilies) {
    if (message.body.length > maxBodyBytes || (isAboutBody && !isBodySigned)) continue;
    work.allot(1 / 3);
    const explained = yield* tryAll(scene, hypotheses(scene));
    if (explained !== undefined) return explained;
  }
  work.allot(1);
  return message.body.length > PAIRED_BYTES ? undefined : yield* pairs(scene);
}

function* tryAll(scene: Scene, guesses: Iterable<Guess>): Generator<undefined, Explained | undefined> {
  for (const guess of guesses) {
    if (scene.work.isShareSpent) return undefined;
    const hit = tryGuess(scene, guess);
    if (hit !== undefined) return explainedBy(scene, guess, hit);
    yield undefined;
  }
  return undefined;
}

/** What a guess says that held, and what is odd about the signature besides. */
function explainedBy({ scheme }: Scene, guess: Guess, { deviation, received }: Hit): Explained {
  const explanation = { cause: guess.cause, ...guess.explain() };
  if (deviation === 'none') return explanation;
  const also = deviationExplanation(scheme, deviation, received);
  return {
    ...explanation,
    sentence: `${explanation.sentence} Besides: ${also.sentence}`,
    fix: `${explanation.fix} ${also.fix}`,
  };
}

function* tryRepairs(scene: Scene): Generator<undefined, Explained | undefined> {
  const { scheme, setting } = scene;
  for (const repair of headerRepairs(scheme, setting.message)) {
    const claim = claimOf(scheme, repair.message);
    if (claim === undefined) continue;
    const hit = trySetting(scene, { ...setting, message: repair.message, claim });
    if (hit?.deviation === 'none') return repair;
    yield undefined;
  }
  return undefined;
}

/** Right as it stands, and yet rejected: the claim is ambiguous. */
function duplicated({ rejected, setting: { claim } }: Scene): Explained | undefined {
  if (claim.signatures.length < 2) return undefined;
  return {
    cause: 'header.duplicated',
    sentence: rejected.reasonMessage,
    fix: 'Send one signature header.',
  };
}

/** Reasons that say all there is to say. */
function withoutSearch({ reason, reasonMessage }: Rejected): Explained | undefined {
  const fixes: Partial<Record<VerificationReason, [Explained['cause'], string]>> = {
    body_truncated: [
      'body.truncated',
      'Raise the limit for one body in the settings, and let the sender send it again.',
    ],
    body_too_large: ['body.truncated', 'Verify it by name: a body of this size is not looked at on arrival.'],
    needs_postback: ['unknown', 'Ask the sender: the message says what to post back.'],
    no_scheme: ['unknown', 'Choose the provider, or describe how it signs as a generic HMAC.'],
  };
  const found = fixes[reason];
  return found === undefined ? undefined : { cause: found[0], sentence: reasonMessage, fix: found[1] };
}

/** The answer, with the two signatures where there are two that can be told. */
function told({ cause, sentence, fix, evidence = [], difference }: Explained, scene?: Scene): Diagnosis {
  return {
    cause,
    sentence,
    fix,
    evidence: [...evidence, ...(scene === undefined ? [] : receivedEvidence(scene))],
    ...(difference === undefined ? {} : { difference }),
  };
}

const receivedEvidence = ({ setting: { claim } }: Scene) =>
  claim.signatures
    .slice(0, 3)
    .map((signature) => ({ label: 'Signature that came', value: signature.slice(0, 600) }));

function unknown(scene: Scene): Diagnosis {
  const { rejected, work } = scene;
  const names = [...quickFamilies, ...contentFamilies].map(({ name }) => name);
  const { length } = scene.setting.message.body;
  const isCut = length > PAIRED_BYTES || (work.isExhausted && length > LARGE_BYTES);
  const extent = isCut ? ' The body is large, so not all of it was tried.' : '';
  return {
    ...unexplained(rejected, extent),
    evidence: [
      ...noticed(scene).map((value) => ({ label: 'Noticed', value })),
      { label: 'Tried', value: `${work.attempts} possibilities: ${names.join(', ')}` },
      ...receivedEvidence(scene),
    ],
  };
}

/** What can be said when nothing held. A secret of the wrong shape is a cause in itself, and plain to see. */
function unexplained({ secrets, reason, reasonMessage }: Rejected, extent: string): Explained {
  if (reason === 'secret_malformed') {
    return {
      cause: 'secret.malformed',
      sentence: reasonMessage,
      fix: 'Copy the secret of exactly this endpoint from the provider’s dashboard, whole, and put it in place of this one.',
    };
  }
  return secrets.length > 0
    ? {
        cause: 'unknown',
        sentence: `Nothing that was tried explains the signature: most likely it was made with a secret that is not known here, or over another body.${extent}`,
        fix: 'Copy the secret of exactly this endpoint from the provider’s dashboard once more, then verify again; if it still fails, compare the body with what the sender’s log shows.',
      }
    : {
        cause: 'unknown',
        sentence: `No secret that is known here fits the signature.${extent}`,
        fix: 'Add the secret of this endpoint from the provider’s dashboard, then verify again.',
      };
}

const tokenUnknown = ({ reasonMessage, otherSecrets }: Rejected): Diagnosis => ({
  cause: 'unknown',
  sentence: `${reasonMessage} It is none of the ${otherSecrets.length} other secrets that are known either.`,
  fix: 'Set the same token on both sides: in the sender’s webhook settings and here.',
  evidence: [
    {
      label: 'Tried',
      value: 'other known secrets, case, white space, quotes, prefixes, encodings, other providers',
    },
  ],
});
