import { parentPort } from 'node:worker_threads';
import type { ComputeJob, ComputeResult, FromCompute } from './compute-protocol.ts';
import { checkScript, runScript } from './script-sandbox.ts';
import { checkTemplate, renderTemplates } from './template-engine.ts';

/** The program of the compute thread: fills in templates and runs scripts, one job after the other. */

async function work(job: ComputeJob): Promise<ComputeResult> {
  switch (job.kind) {
    case 'render':
      return renderTemplates(job.templates, job.view);
    case 'run':
      return runScript(job.script, job.view);
    case 'checkTemplate':
      return checkTemplate(job.template);
    case 'checkScript':
      return checkScript(job.script);
  }
}

const tell = (message: FromCompute) => parentPort?.postMessage(message);

parentPort?.on('message', (job: ComputeJob) => {
  // Whatever is thrown here (a stack that ran out inside of QuickJS) leaves its memory in disorder: the thread ends.
  void work(job).then(tell);
});
tell({ kind: 'ready' });
