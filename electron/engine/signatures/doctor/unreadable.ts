import type { Explained } from './explained.ts';
import { timestampsIn } from './candidates.ts';
import { sceneOf } from './scene-of.ts';
import { headerLayout, withHeader } from './header-layout.ts';
import { bodyCoding } from './hypotheses/body-coding.ts';
import { bodyEdges } from './hypotheses/body-edges.ts';
import { bodyEscapes, bodyInOtherCharset } from './hypotheses/body-text.ts';
import { headerRepairs } from './hypotheses/header.ts';
import { otherScheme } from './other-scheme.ts';
import type { Rejected, Scene, SigningScheme } from './scene.ts';
import { claimOf, trySetting } from './try-guess.ts';

type Search = (scene: Scene) => Generator<undefined, Explained | undefined>;

/** What explains a message whose signature, timestamp or id is missing or can't be read. */
export function* unreadable(
  rejected: Rejected,
  scheme: SigningScheme,
  search: Search,
): Generator<undefined, Explained> {
  let nearest: { scene: Scene; explained: Explained } | undefined;
  for (const repair of repairs(rejected, scheme)) {
    const claim = claimOf(scheme, repair.message);
    if (claim === undefined) continue;
    const scene = sceneOf(rejected, scheme, repair.message, claim);
    const hit = trySetting(scene, scene.setting);
    if (hit?.deviation === 'none') return repair;
    nearest ??= { scene, explained: repair };
    yield undefined;
  }
  const other = otherScheme(rejected);
  if (other !== undefined) return other;
  if (nearest !== undefined) {
    const besides = yield* search(nearest.scene);
    if (besides !== undefined) {
      const { cause, sentence, fix } = nearest.explained;
      return {
        ...besides,
        cause,
        sentence: `${sentence.replace('The signature is right but', 'The signature')} And: ${besides.sentence}`,
        fix: `${fix} ${besides.fix}`,
      };
    }
  }
  return missing(rejected, scheme);
}

type Repaired = Explained & { message: Rejected['message'] };

function* repairs(rejected: Rejected, scheme: SigningScheme): Iterable<Repaired> {
  yield* headerRepairs(scheme, rejected.message);
  yield* missingTimestamp(rejected, scheme);
  // Some schemes have their signature in the body, which then has to be readable.
  const scene = sceneOf(rejected, scheme, rejected.message, { signatures: [] });
  for (const hypotheses of [bodyEdges, bodyInOtherCharset, bodyEscapes, bodyCoding]) {
    for (const guess of hypotheses(scene)) {
      const { message } = guess.change;
      if (message !== undefined) yield { cause: guess.cause, message, ...guess.explain() };
    }
  }
}

/** The header with the timestamp did not come: it may be elsewhere in the message. */
function* missingTimestamp(rejected: Rejected, scheme: SigningScheme): Iterable<Repaired> {
  const { message, at } = rejected;
  const name = headerLayout(scheme, message).names.find(
    (each) =>
      /time/i.test(each) &&
      !message.headers.some((header) => header.name.toLowerCase() === each.toLowerCase()),
  );
  if (name === undefined) return;
  const scene = sceneOf(rejected, scheme, message, { signatures: [] });
  const now = Math.floor(at / 1000);
  const around = Array.from({ length: 21 }, (_, index) => ({
    text: String(now - index + 3),
    from: 'about when it came',
  }));
  for (const { text, from } of [...timestampsIn(scene), ...around]) {
    yield {
      cause: 'header.missing',
      message: withHeader(message, name, text),
      sentence: `The ${name} header is missing; the signature was made with the timestamp ${text} (${from}).`,
      fix: `Send ${name} with the timestamp that was signed, and see that no proxy removes it.`,
    };
  }
}

function missing(
  { message, reason, reasonMessage, providerName }: Rejected,
  scheme: SigningScheme,
): Explained {
  const { names } = headerLayout(scheme, message);
  const present = message.headers
    .map(({ name }) => name)
    .filter((name) => /sign|hmac|hash|auth|token/i.test(name));
  const evidence = [
    { label: 'Expected', value: names.join(', ') || 'a signature in the body' },
    { label: 'Headers that look alike', value: present.join(', ') || 'none' },
  ];
  const isMissing = reason === 'signature_missing' || reason === 'timestamp_missing';
  return {
    cause: isMissing ? 'header.missing' : 'header.format',
    sentence: reasonMessage,
    fix: isMissing
      ? `See that the sender signs (a secret is set in ${providerName}’s settings), that this request is ${providerName}’s, and that no proxy removes its headers.`
      : 'Send the header as the scheme writes it; compare it with the example in the provider’s documents.',
    evidence,
  };
}
