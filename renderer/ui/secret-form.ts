import { SecretName } from '../../shared/model/secret.ts';

/** What is wrong with a secret that is about to be saved, by field; empty when nothing is. */
export interface SecretProblems {
  name?: string;
  value?: string;
}

/** Checks what was typed into the form of a new secret. `takenNames` are the secrets there are. */
export function secretProblems(name: string, value: string, takenNames: readonly string[]): SecretProblems {
  const parsed = SecretName.safeParse(name);
  const problem = nameProblem(parsed.success, name, takenNames);
  return {
    ...(problem === undefined ? {} : { name: problem }),
    ...(value.trim() === '' ? { value: 'Paste the secret here.' } : {}),
  };
}

function nameProblem(isName: boolean, name: string, takenNames: readonly string[]): string | undefined {
  if (name === '') return 'Give it a name to use it by, such as stripe.test.';
  if (!isName) return 'Use 1-64 letters, digits, dots, hyphens or underscores, such as stripe.test.';
  if (takenNames.includes(name)) return `There is a secret ${name} already; pick it, or choose another name.`;
  return undefined;
}

/** `stripe`, or `stripe.2` when that is taken: what the form of a new secret starts with. */
export function freeSecretName(wanted: string, takenNames: readonly string[]): string {
  if (wanted === '' || !takenNames.includes(wanted)) return wanted;
  let number = 2;
  while (takenNames.includes(`${wanted}.${number}`)) number += 1;
  return `${wanted}.${number}`;
}
