import type { SecretStatus } from '../../../shared/model/secret.ts';

const sentences: Record<SecretStatus['backend'], string> = {
  keychain: "Kept encrypted; the key is in your system's keychain.",
  basic_text: 'Kept on this machine, obscured but not encrypted.',
  environment: 'Taken from the environment.',
  file: 'Kept in a file that only you can read.',
};

/** Where secrets are kept, in one sentence. */
export const backendSentence = (backend: SecretStatus['backend']): string => sentences[backend];
