import { buildIfNeeded } from './build.mjs';
import { setUp } from './setup.mjs';
import { runScript, SetupProblem } from './setup/problem.mjs';
import { say } from './setup/say.mjs';
import { STEPS } from './test/steps.mjs';

/**
 * `npm test` runs every step and goes on when one fails; `node scripts/test.mjs unit e2e` runs those named.
 * Its last line is `N passed, N failed`.
 */

/** @typedef {{ name: string, seconds: number, passed: number, failed: number }} Result */

/** @type {Result[]} */
const results = [];

/**
 * @template T
 * @param {string} name
 * @param {() => Promise<T & import('./test/counts.mjs').Counts>} work that throws only when it could not count
 * @returns {Promise<T | undefined>}
 */
async function record(name, work) {
  const startedAt = performance.now();
  const finish = ({ passed = 0, failed = 0 }) =>
    results.push({ name, seconds: (performance.now() - startedAt) / 1000, passed, failed });
  try {
    const outcome = await work();
    finish(outcome);
    return outcome;
  } catch (error) {
    console.error(error instanceof SetupProblem ? `hookbench: ${error.message}` : error);
    finish({ failed: 1 });
    return undefined;
  }
}

await runScript(async () => {
  const names = process.argv.slice(2);
  const unknown = names.find((name) => !STEPS.some((step) => step.name === name));
  if (unknown !== undefined) {
    throw new SetupProblem(
      `there is no step "${unknown}"; the steps are ${STEPS.map(({ name }) => name).join(', ')}.`,
    );
  }
  const steps = names.length === 0 ? STEPS : STEPS.filter((step) => names.includes(step.name));
  await runSteps(steps);
  printResults();
  if (results.some(({ failed }) => failed > 0)) process.exitCode = 1;
});

/** @param {import('./test/steps.mjs').Step[]} steps */
async function runSteps(steps) {
  const needsApp = steps.some((step) => step.needsApp);
  const ready = await record('set-up', async () => {
    const virtualDisplay = needsApp && process.platform === 'linux';
    return { passed: 0, failed: 0, electron: await setUp({ virtualDisplay, testPrograms: true }) };
  });
  if (ready === undefined) return;
  const built =
    !needsApp ||
    (await record('build', async () => {
      await buildIfNeeded();
      return { passed: 0, failed: 0 };
    })) !== undefined;
  for (const step of steps) {
    say(`checking ${step.name}`);
    await record(step.name, async () => {
      if (step.needsApp && !built) throw new SetupProblem(`${step.name} cannot run: the app was not built.`);
      return step.run(ready.electron);
    });
  }
}

function printResults() {
  console.log(`\n${'step'.padEnd(12)}${'seconds'.padStart(9)}${'passed'.padStart(9)}${'failed'.padStart(9)}`);
  for (const { name, seconds, passed, failed } of results) {
    const columns = [seconds.toFixed(1), passed, failed].map((value) => String(value).padStart(9));
    console.log(`${name.padEnd(12)}${columns.join('')}`);
  }
  const total = (/** @type {'passed' | 'failed'} */ key) =>
    results.reduce((sum, result) => sum + result[key], 0);
  console.log(`\n${total('passed')} passed, ${total('failed')} failed`);
}
