import type { PostBack } from '../../../shared/model/paypal-lab.ts';

/** What the lab has found out about one post-back. */
export type Verdict = Pick<
  PostBack,
  'answer' | 'reason' | 'message' | 'warnings' | 'deliveryId' | 'difference'
>;
