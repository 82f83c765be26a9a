import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** @typedef {import('./load.mjs').LoadResult} LoadResult */

export const HERE = import.meta.dirname;
export const ROOT = join(HERE, '..');

/**
 * Starts a Node program and waits for the first line it prints, a JSON object.
 *
 * @param {string[]} args
 * @param {Record<string, string>} [env]
 */
export async function startProgram(args, env = {}) {
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...env },
  });
  const lines = createInterface({ input: child.stdout });
  const first = await Promise.race([
    once(lines, 'line').then(([line]) => JSON.parse(String(line))),
    once(child, 'exit').then(() => Promise.reject(new Error(`${args.join(' ')} ended before it was ready`))),
  ]);
  return {
    first,
    pid: /** @type {number} */ (child.pid),
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

/**
 * @param {string} url
 * @param {{ connections?: number, bodyBytes?: number, warmUpMs?: number, durationMs?: number }} [load]
 * @returns {Promise<LoadResult>}
 */
export async function putUnderLoad(url, load = {}) {
  const options = { url, connections: 32, bodyBytes: 1024, warmUpMs: 2000, durationMs: 6000, ...load };
  const child = spawn(process.execPath, [join(HERE, 'load.mjs'), JSON.stringify(options)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`the load on ${url} failed`);
  return JSON.parse(output);
}

/** Resident memory of a process, in bytes. @param {number} pid */
export function residentBytes(pid) {
  return statusField(pid, 'status', 'VmRSS');
}

/** Its part of memory, shared pages divided among those that share them, in bytes. @param {number} pid */
export function proportionalBytes(pid) {
  return statusField(pid, 'smaps_rollup', 'Pss');
}

/** @param {number} pid @param {string} file @param {string} field */
function statusField(pid, file, field) {
  const text = readFileSync(`/proc/${pid}/${file}`, 'utf8');
  return Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(text)?.[1] ?? 0) * 1024;
}

/** A process and all that it started, from /proc. @param {number} pid @returns {number[]} */
export function familyOf(pid) {
  let children = [];
  try {
    children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
      .trim()
      .split(' ')
      .filter(Boolean)
      .map(Number);
  } catch {
    return [];
  }
  return [pid, ...children.flatMap(familyOf)];
}
