import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { BodySource } from '../../shared/model/body.ts';
import type { Log } from '../engine/ports.ts';
import type { Engine } from '../engine/engine-types.ts';
import { answerEnvelope, inertHeaders } from './control-answer.ts';
import type { Dispatch } from './dispatcher.ts';

export interface BodyRoute {
  source: BodySource;
  id: string;
}

/** The body that a path such as `/exchanges/exc_1/body` names. */
export function matchBodyPath(path: string): BodyRoute | undefined {
  const id =
    /^\/(?:exchanges\/(exc_[0-9a-z-]{1,64})|deliveries\/(dlv_[0-9a-z-]{1,64})|attempts\/(att_[0-9a-z-]{1,64}))\/body$/.exec(
      path,
    );
  if (id?.[1] !== undefined) return { id: id[1], source: { kind: 'exchange', exchangeId: id[1] } };
  if (id?.[2] !== undefined) return { id: id[2], source: { kind: 'delivery', deliveryId: id[2] } };
  if (id?.[3] !== undefined) return { id: id[3], source: { kind: 'attempt', attemptId: id[3] } };
  return undefined;
}

/** Answers with the stored bytes, always as a download of no particular type: whoever sent them chose what they say. */
export async function answerBody(
  response: ServerResponse,
  route: BodyRoute,
  host: { dispatch: Dispatch; engine: Pick<Engine, 'openBody'>; log: Log },
): Promise<void> {
  const measured = await host.dispatch('bodies.read', { source: route.source, limitBytes: 1 });
  if (!measured.ok) {
    answerEnvelope(response, measured);
    return;
  }
  const chunks = await host.engine.openBody(route.source);
  if (chunks === undefined) {
    const message = `There is no body for ${route.id}.`;
    answerEnvelope(response, { ok: false, error: { code: 'not_found', message } });
    return;
  }
  const { totalBytes } = measured.value as { totalBytes: number };
  response.writeHead(200, {
    ...inertHeaders,
    'Content-Type': 'application/octet-stream',
    'Content-Length': totalBytes,
    'Content-Disposition': `attachment; filename="${route.id}.bin"`,
  });
  try {
    await pipeline(Readable.from(chunks), response);
  } catch (error) {
    // The connection is broken off by then, which a reader notices by the length.
    const isReaderGone = (error as NodeJS.ErrnoException).code === 'ERR_STREAM_PREMATURE_CLOSE';
    if (!isReaderGone) host.log.error(`The body of ${route.id} could not be read to its end`, error);
  }
}
