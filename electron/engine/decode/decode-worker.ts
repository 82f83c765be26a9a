import { parentPort } from 'node:worker_threads';
import { decodeChain } from './decode-chain.ts';
import type { DecodeJob } from './protocol.ts';

/** The program of the decoding thread: takes a job, answers with its result. */

parentPort?.on('message', (job: DecodeJob) => {
  void decodeChain(job).then((result) => {
    // A copy that owns its memory can be handed over instead of copied.
    const bytes = result.bytes.slice();
    parentPort?.postMessage({ ...result, bytes }, [bytes.buffer]);
  });
});
