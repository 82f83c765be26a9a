import type { Guard, TokenPlace } from '../../../shared/model/guard.ts';
import { TOKEN68 } from './authorization.ts';
import type { FindSecret } from './guards.ts';

/** What is wrong with one field of a set-up, as `bad_input` tells it. */
export interface SetupProblem {
  path: string;
  message: string;
}

/** What of these guards could never work: a secret that is missing or can't be sent that way, an id used twice. */
export async function checkGuards(guards: readonly Guard[], findSecret: FindSecret): Promise<SetupProblem[]> {
  const problems: SetupProblem[] = [];
  for (const [index, guard] of guards.entries()) {
    if (guards.findIndex(({ id }) => id === guard.id) !== index) {
      problems.push({ path: `guards.${index}.id`, message: 'is the id of another guard of this bin' });
    }
    const message = await problemOf(guard, findSecret);
    if (message !== undefined) problems.push({ path: `guards.${index}.secretName`, message });
  }
  return problems;
}

/** Why this guard can let no one in. */
export async function problemOf(guard: Guard, findSecret: FindSecret): Promise<string | undefined> {
  if (!('secretName' in guard)) return undefined;
  const secret = await findSecret(guard.secretName);
  return secret === undefined || secret === ''
    ? `There is no secret named ${guard.secretName}; set it first.`
    : unsendable(guard, secret);
}

const CONTROL = /\p{Cc}/u;

/** Why no sender could send this secret the way the guard asks for it. */
function unsendable(
  guard: Extract<Guard, { kind: 'token' | 'basic' | 'bearer' }>,
  secret: string,
): string | undefined {
  switch (guard.kind) {
    case 'bearer':
      return TOKEN68.test(secret)
        ? undefined
        : 'A bearer token may hold only letters, digits and - . _ ~ + /, with = at its end (RFC 6750).';
    case 'basic':
      return CONTROL.test(secret) ? 'A password may not hold control characters (RFC 7617).' : undefined;
    case 'token':
      return unsendableAt(guard.place, secret);
  }
}

function unsendableAt(place: TokenPlace, secret: string): string | undefined {
  switch (place.in) {
    case 'query':
      return undefined;
    case 'header':
      return CONTROL.test(secret) || secret.trim() !== secret
        ? 'A header can’t carry control characters, or spaces at either end.'
        : undefined;
    case 'path':
      return secret === '.' || secret === '..'
        ? 'Clients take the segments . and .. out of a path before they send it.'
        : undefined;
  }
}
