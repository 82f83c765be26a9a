import { readFile, stat } from 'node:fs/promises';
import { NgrokOptions } from '../../../shared/model/tunnel-options.ts';
import type { SecretsPort } from '../ports.ts';
import { ownProblem } from './errors.ts';
import type { TunnelProblem } from './errors.ts';
import { OpenNgrok } from './protocol.ts';

/** What a tunnel is opened with, read once when it is started. */
export type StartValues = Pick<OpenNgrok, 'authtoken' | 'caPem'>;

const maxCaBytes = 1_048_576;

/** Reads the authtoken and the CA file. What is missing or wrong is a problem in plain words, not an error. */
export async function readStartValues(
  options: NgrokOptions,
  secrets: Pick<SecretsPort, 'get'>,
): Promise<{ values: StartValues } | { problem: TunnelProblem }> {
  const checked = NgrokOptions.safeParse(options);
  if (!checked.success) {
    const fields = checked.error.issues.map((issue) => issue.path.join('.')).join(', ');
    return { problem: ownProblem('bad_options', fields) };
  }
  let authtoken: string;
  try {
    authtoken = ((await secrets.get('ngrok.authtoken')) ?? '').trim();
  } catch {
    return { problem: ownProblem('authtoken_unreadable') };
  }
  if (authtoken === '') return { problem: ownProblem('no_authtoken') };
  if (!OpenNgrok.shape.authtoken.safeParse(authtoken).success)
    return { problem: ownProblem('bad_authtoken') };

  if (options.caPath === undefined) return { values: { authtoken } };
  const ca = await readCa(options.caPath);
  return 'problem' in ca ? ca : { values: { authtoken, caPem: ca.pem } };
}

async function readCa(path: string): Promise<{ pem: string } | { problem: TunnelProblem }> {
  let pem: string;
  try {
    const { size } = await stat(path);
    if (size > maxCaBytes) return { problem: ownProblem('ca_invalid', path) };
    pem = await readFile(path, 'utf8');
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    return { problem: ownProblem(isMissing ? 'ca_missing' : 'ca_unreadable', path) };
  }
  if (!pem.includes('-----BEGIN CERTIFICATE-----')) return { problem: ownProblem('ca_invalid', path) };
  return { pem };
}
