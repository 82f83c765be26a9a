import { describe, expect, it } from 'vitest';
import { countCheck, countPlaywright, countVitest } from './counts.mjs';

/** @param {string} status @param {string[]} tests */
const file = (status, ...tests) => ({ status, assertionResults: tests.map((test) => ({ status: test })) });

describe('countVitest', () => {
  it('counts all that is not a pass as failed', () => {
    const report = {
      testResults: [file('passed', 'passed', 'skipped', 'todo'), file('failed', 'failed', 'passed')],
    };
    expect(countVitest(report, 1)).toEqual({ passed: 2, failed: 3 });
  });

  it('counts a file that did not load', () => {
    expect(countVitest({ testResults: [file('failed'), file('passed', 'passed')] }, 1)).toEqual({
      passed: 1,
      failed: 1,
    });
  });

  it('counts an error outside of any test, a crash and an empty run', () => {
    expect(countVitest({ testResults: [file('passed', 'passed')] }, 1)).toEqual({ passed: 1, failed: 1 });
    expect(countVitest(undefined, 134)).toEqual({ passed: 0, failed: 1 });
    expect(countVitest({ testResults: [] }, 0)).toEqual({ passed: 0, failed: 1 });
  });
});

describe('countPlaywright', () => {
  it('counts all that is not a pass as failed', () => {
    const stats = { expected: 5, unexpected: 1, flaky: 1, skipped: 2 };
    expect(countPlaywright({ stats, errors: [{}] }, 1)).toEqual({ passed: 5, failed: 5 });
  });

  it('counts a crash and an empty run', () => {
    expect(countPlaywright(undefined, 0)).toEqual({ passed: 0, failed: 1 });
    const stats = { expected: 0, unexpected: 0, flaky: 0, skipped: 0 };
    expect(countPlaywright({ stats, errors: [] }, 0)).toEqual({ passed: 0, failed: 1 });
  });
});

it('counts a check as one', () => {
  expect(countCheck(0)).toEqual({ passed: 1, failed: 0 });
  expect(countCheck(2)).toEqual({ passed: 0, failed: 1 });
});
