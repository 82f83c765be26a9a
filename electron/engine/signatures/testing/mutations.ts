import type { Verification } from '../../../../shared/model/verification.ts';
import type { SignedMessage } from '../scheme.ts';
import type { verify } from '../verify.ts';
import { createChance } from './random-message.ts';
import { SIGNED_AT, type Sample } from './samples.ts';

/** Headers that are not part of what is signed, though a scheme writes them. */
const uncovered = new Set(['content-type', 'paypal-cert-url', 'paypal-auth-algo', 'linear-timestamp']);

/** A message with one bit changed where its signature covers it. */
function mutations({ message, isBodyCovered, coveredFields }: Sample): ((bit: number) => SignedMessage)[] {
  const places: ((bit: number) => SignedMessage)[] = [];
  const inBody = (from: number, length: number) => {
    for (let index = from; index < from + length; index += 1) {
      places.push((bit) => {
        const body = Buffer.from(message.body);
        body[index] = (body[index] ?? 0) ^ (1 << bit);
        return { ...message, body };
      });
    }
  };
  if (isBodyCovered) inBody(0, message.body.length);
  const text = Buffer.from(message.body).toString('latin1');
  for (const name of coveredFields) {
    const found = new RegExp(`"${name}":"([^"]+)"`).exec(text);
    if (found === null) throw new Error(`The body has no ${name}.`);
    inBody(found.index + found[0].length - 1 - (found[1] ?? '').length, (found[1] ?? '').length);
  }
  message.headers.forEach((header, position) => {
    if (uncovered.has(header.name.toLowerCase())) return;
    for (let index = 0; index < header.value.length; index += 1) {
      places.push((bit) => {
        const value = Buffer.from(header.value, 'latin1');
        value[index] = (value[index] ?? 0) ^ (1 << bit);
        const headers = [...message.headers];
        headers[position] = { ...header, value: value.toString('latin1') };
        return { ...message, headers };
      });
    }
  });
  return places;
}

/** Which of a thousand mutations of a sample a verifier takes for verified. */
export function acceptedMutations(
  sample: Sample,
  verifier: (input: Parameters<typeof verify>[0]) => Pick<Verification, 'status'>,
): string[] {
  const chance = createChance(sample.scheme.id);
  const places = mutations(sample);
  const accepted: string[] = [];
  for (let index = 0; index < 1000; index += 1) {
    const mutated = places[chance.int(places.length)]?.(chance.int(8));
    if (mutated === undefined) throw new Error('There is nothing to change.');
    const result = verifier({
      message: mutated,
      schemes: [sample.scheme],
      secrets: [{ value: sample.secret }],
      at: SIGNED_AT,
    });
    if (result.status === 'verified') accepted.push(shown(mutated));
  }
  return accepted;
}

const shown = ({ headers, body }: SignedMessage): string =>
  [...headers.map(({ name, value }) => `${name}: ${value}`), Buffer.from(body).toString('latin1')].join('\n');
