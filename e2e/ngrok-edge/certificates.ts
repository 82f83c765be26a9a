import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * The edge's certificate for `localhost`, `*.localhost`, `*.ngrok.localhost` and 127.0.0.1, signed by a CA of its own
 * whose key was thrown away; valid from 2020 to 2120. Files instead of certificates made at run time, because neither
 * Node nor an installed package makes them and the openssl command is not everywhere. The key protects nothing.
 */
export const caPath = fileURLToPath(new URL('./certificates/ca.pem', import.meta.url));

export const caPem = readFileSync(caPath, 'utf8');

export const serverCertificate = {
  cert: readFileSync(fileURLToPath(new URL('./certificates/leaf.pem', import.meta.url)), 'utf8'),
  key: readFileSync(fileURLToPath(new URL('./certificates/leaf.key', import.meta.url)), 'utf8'),
};
