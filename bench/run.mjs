/** `npm run bench`: every figure beside its peers, in one run. `npm run bench -- headless` or `-- desktop` runs a part. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { buildIfNeeded } from '../scripts/build.mjs';
import { diagnosisTime } from './doctor.mjs';
import { forwardLatency } from './forward.mjs';
import { captureRate, largeBody } from './headless.mjs';
import { ruleCost } from './rules.mjs';
import { HERE } from './processes.mjs';
import { printTable } from './table.mjs';

const part = process.argv[2] ?? 'all';
if (!existsSync(join(HERE, 'node_modules'))) {
  console.log('installing the peers');
  execFileSync('npm', ['install', '--no-audit', '--no-fund'], { cwd: HERE, stdio: 'inherit' });
}
await buildIfNeeded();

console.log(
  `${process.platform} ${process.arch}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, Node ${process.versions.node}`,
);
const rows = [];
if (part !== 'desktop') {
  rows.push(
    ...(await captureRate()),
    ...(await largeBody()),
    ...(await forwardLatency()),
    ...(await ruleCost()),
    ...(await diagnosisTime()),
  );
}
if (part !== 'headless') rows.push(...(await (await import('./desktop.mjs')).desktopRows()));
console.log();
printTable(rows);
