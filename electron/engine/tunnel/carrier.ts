import type { TunnelProblem } from './errors.ts';

/** What a carrier tells. */
export interface CarrierEvents {
  onOnline(publicUrl: string): void;
  onHeartbeat(latencyMs: number): void;
  /** A try failed, or what was online is lost. */
  onTrouble(problem: TunnelProblem): void;
  /** A try failed for a reason that the next one has not: it is worth no word. */
  onRetry(): void;
}

/** One provider's way to make the listener reachable. It is used for many tries, one after another. */
export interface Carrier {
  /** Reads what a start needs: secrets, files, addresses. What is missing is a problem in plain words. */
  prepare(): Promise<TunnelProblem | undefined>;
  /** One try, when `prepare` had no objection. Never throws; what comes of it is told. */
  open(): void;
  /** Resolves when nothing of it is left; from the call on nothing is told. It can be opened again. */
  end(how: 'politely' | 'at-once'): Promise<void>;
}
