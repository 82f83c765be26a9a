import type { Header } from '../../../shared/model/header.ts';
import type { ReplyHead, ReplySink } from '../reply-sink.ts';
import type { SplitUrl } from '../../../shared/http/url.ts';
import type { SendFailure } from '../../../shared/model/delivery.ts';
import { StoreUnavailable } from '../ports.ts';
import type { ArrivingResponse } from './await-response.ts';
import { describeFailure } from './failure.ts';
import type { Halt } from './halt.ts';
import type { Stopwatch } from './stopwatch.ts';
import { takeResponse, type TakeDeps, type TakenResponse } from './take-response.ts';
import type { OutgoingBody } from './write-request.ts';

/** What is sent on a connection. */
export interface MessageToSend {
  method: string;
  url: SplitUrl;
  /** As `frameMessage` gave them: they go out exactly so. */
  headers: readonly Header[];
  trailers: readonly Header[];
  body?: OutgoingBody;
  timeoutMs: number;
  deadlineMs?: number | undefined;
  /** Gets the interim responses. */
  onInformation?: ((status: number, headers: readonly Header[]) => void) | undefined;
  /** Gives the one who gets the response as it comes, if anyone does. */
  sinkFor?: ((head: ReplyHead) => ReplySink | undefined) | undefined;
}

/** What watches over one send. */
export interface SendWatch {
  halt: Halt;
  stopwatch: Stopwatch;
}

export type MessageResult = Omit<TakenResponse, 'error'> & { failure?: SendFailure };

/** Takes the response that is arriving; `firstError` is the error that all others of the send are only echoes of. */
export async function finishExchange(
  arriving: Promise<ArrivingResponse>,
  message: MessageToSend,
  deps: Omit<TakeDeps, 'sink'>,
  { halt, firstError }: { halt: Halt; firstError: () => unknown },
): Promise<MessageResult> {
  try {
    const head = await arriving;
    const sink = message.sinkFor?.(head);
    const { error, ...taken } = await takeResponse(head, { ...deps, sink }, halt.progressed);
    if (error === undefined) return taken;
    const { url, timeoutMs, deadlineMs } = message;
    const context = { url, timeoutMs, deadlineMs, phase: 'download' } as const;
    return { ...taken, failure: describeFailure(firstError() ?? error, context) };
  } catch (error) {
    // Not the first error for what the store refuses.
    throw error instanceof StoreUnavailable ? error : (firstError() ?? error);
  }
}
