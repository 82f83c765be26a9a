/** How much may be hashed for one diagnosis, so that it takes a fraction of a second for a body of any size. */
export interface Work {
  /** Takes note of bytes to be hashed or rewritten; false when that is more than is left, and then it must not be done. */
  spend(bytes: number): boolean;
  /** From here on at most this share of what is left may be spent, until the next call: no family starves the others. */
  allot(share: number): void;
  /** How many attempts were paid for. */
  readonly attempts: number;
  /** True when something was not tried for want of budget. */
  readonly isExhausted: boolean;
  /** True when the present share is spent: what comes next need not even be made up. */
  readonly isShareSpent: boolean;
}

/** Some 100 ms of hashing on one core of 2020. */
const BUDGET_BYTES = 64 * 1024 * 1024;
/** What an attempt costs besides its bytes: making it up and comparing it takes about as long as hashing so many. */
const ATTEMPT_BYTES = 8 * 1024;
/** So many attempts are made however large the body is. */
const MIN_ATTEMPTS = 16;

export function createWork(contentBytes: number): Work {
  let left = Math.max(BUDGET_BYTES, MIN_ATTEMPTS * (contentBytes + ATTEMPT_BYTES));
  let allotted = left;
  let attempts = 0;
  let isExhausted = false;
  let isShareSpent = false;
  return {
    spend(bytes) {
      const cost = bytes + ATTEMPT_BYTES;
      if (cost > left || cost > allotted) {
        isExhausted = true;
        isShareSpent = true;
        return false;
      }
      left -= cost;
      allotted -= cost;
      attempts += 1;
      return true;
    },
    allot(share) {
      allotted = left * share;
      isShareSpent = false;
    },
    get attempts() {
      return attempts;
    },
    get isExhausted() {
      return isExhausted;
    },
    get isShareSpent() {
      return isShareSpent;
    },
  };
}
