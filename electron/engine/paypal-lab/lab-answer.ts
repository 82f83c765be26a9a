import type { PaypalEnvironment, PostBackKind } from '../../../shared/model/paypal-lab.ts';
import type { Verdict } from './verdict.ts';

/** A request to the lab, read to its end. */
export interface LabRequest {
  method: string;
  /** Without the query, and without a leading `/sandbox` or `/live`. */
  path: string;
  query: string;
  environment: PaypalEnvironment;
  authorization: string | undefined;
  userAgent: string | undefined;
  body: Uint8Array;
}

/** What the lab answers, and what it makes of the request. */
export interface LabAnswer {
  kind: PostBackKind;
  status: number;
  headers: Record<string, string>;
  body: string;
  verdict: Verdict;
}

export const textAnswer = (
  status: number,
  body: string,
  verdict: Verdict,
  kind: PostBackKind,
): LabAnswer => ({
  kind,
  status,
  headers: { 'Content-Type': 'text/plain; charset=utf-8' },
  body,
  verdict,
});

export const jsonAnswer = (
  status: number,
  body: object,
  verdict: Verdict,
  kind: PostBackKind,
): LabAnswer => ({
  kind,
  status,
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify(body),
  verdict,
});

/** For what is no question of a signature. */
export const plainVerdict = (reason: Verdict['reason'], message: string): Verdict => ({
  reason,
  message,
  warnings: [],
});
