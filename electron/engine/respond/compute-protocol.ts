import type { RequestView } from './request-view.ts';

/** What the main thread and the compute thread say to each other: one job at a time. */

export type ComputeJob =
  /** Fills in templates, in this order. */
  | { kind: 'render'; templates: string[]; view: RequestView }
  /** Calls a script; its result comes as JSON. */
  | { kind: 'run'; script: string; view: RequestView }
  | { kind: 'checkTemplate'; template: string }
  | { kind: 'checkScript'; script: string };

export type ComputeResult =
  | { kind: 'texts'; texts: string[] }
  /** `undefined` when the script returned nothing. */
  | { kind: 'json'; json: string | undefined }
  | { kind: 'fine' }
  /** What is wrong, as the end of a sentence: `was stopped after 250 ms`. */
  | { kind: 'problem'; problem: string };

/** `ready` is said once, when everything is loaded. */
export type FromCompute = { kind: 'ready' } | ComputeResult;
