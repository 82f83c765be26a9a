import type { BodySource } from '../../../shared/model/body.ts';

/** A stored body and what is known of it. */
export interface BodyToDraw {
  /** The accessible name: `Response body`. */
  label: string;
  source: BodySource;
  contentType: string | undefined;
  /** The `Content-Encoding` as sent. */
  encoding: string | undefined;
  /** What it is saved as unless the user says otherwise. */
  fileName: string;
}
