import { existsSync, rmSync, writeFileSync } from 'node:fs';

/** Asked by invoke-rc.d before a package's service is started (https://people.debian.org/~hmh/invokerc.d-policyrc.d-specification.txt). */
const POLICY = '/usr/sbin/policy-rc.d';
const FORBIDDEN = '#!/bin/sh\nexit 101\n';

/**
 * Runs an installation during which no package starts its service. A policy that the machine has already is left as it is.
 *
 * @template T
 * @param {() => Promise<T>} install
 * @param {string} [policy]
 * @returns {Promise<T>}
 */
export async function withoutStartingServices(install, policy = POLICY) {
  if (existsSync(policy)) return install();
  writeFileSync(policy, FORBIDDEN, { mode: 0o755 });
  try {
    return await install();
  } finally {
    rmSync(policy, { force: true });
  }
}
