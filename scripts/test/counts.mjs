/**
 * @typedef {{ passed: number, failed: number }} Counts
 */

/**
 * Everything that is not a pass is a failure: a skipped test is a defect, and an error outside of any test too.
 *
 * @param {VitestReport | undefined} report of vitest's JSON reporter; undefined when it wrote none
 * @param {number} exitCode
 * @returns {Counts}
 *
 * @typedef {{ testResults: { status: string, assertionResults: { status: string }[] }[] }} VitestReport
 */
export function countVitest(report, exitCode) {
  let passed = 0;
  let failed = 0;
  for (const file of report?.testResults ?? []) {
    const filePassed = file.assertionResults.filter((test) => test.status === 'passed').length;
    const fileFailed = file.assertionResults.length - filePassed;
    passed += filePassed;
    // A file that could not be loaded, or whose hook threw, fails without a failed test.
    failed += fileFailed === 0 && file.status !== 'passed' ? 1 : fileFailed;
  }
  return atLeastOneFailure({ passed, failed }, exitCode);
}

/**
 * @param {PlaywrightReport | undefined} report of Playwright's JSON reporter; undefined when it wrote none
 * @param {number} exitCode
 * @returns {Counts}
 *
 * @typedef {object} PlaywrightReport
 * @property {{ expected: number, unexpected: number, flaky: number, skipped: number }} stats
 * @property {unknown[]} errors outside of any test
 */
export function countPlaywright(report, exitCode) {
  if (report === undefined) return { passed: 0, failed: 1 };
  const { expected, unexpected, flaky, skipped } = report.stats;
  return atLeastOneFailure(
    { passed: expected, failed: unexpected + flaky + skipped + report.errors.length },
    exitCode,
  );
}

/**
 * @param {Counts} counts
 * @param {number} exitCode
 * @returns {Counts} with a failure where the runner failed without one, or ran nothing
 */
function atLeastOneFailure(counts, exitCode) {
  const isUnexplained = counts.failed === 0 && (exitCode !== 0 || counts.passed === 0);
  return isUnexplained ? { ...counts, failed: 1 } : counts;
}

/**
 * @param {number} exitCode of a check that is one thing: it holds or not
 * @returns {Counts}
 */
export function countCheck(exitCode) {
  return exitCode === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}
