/**
 * One figure of the design's table.
 *
 * @typedef {object} Row
 * @property {string} what
 * @property {string} measured
 * @property {string} wanted
 * @property {boolean} isReached
 */

/** @param {Row[]} rows */
export function printTable(rows) {
  const cells = [
    ['figure', 'measured', 'to reach', ''],
    ...rows.map((row) => [row.what, row.measured, row.wanted, row.isReached ? 'reached' : 'NOT reached']),
  ];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...cells.map((row) => (row[column] ?? '').length)));
  for (const [index, row] of cells.entries()) {
    console.log(
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    );
    if (index === 0) console.log(widths.map((width) => '-'.repeat(width)).join('  '));
  }
}

/** @param {number} value */
export const count = (value) => Math.round(value).toLocaleString('en-US');
/** @param {number} bytes */
export const megabytes = (bytes) => `${(bytes / 1024 / 1024).toFixed(0)} MB`;
/** @param {number} ms */
export const milliseconds = (ms) => `${ms < 10 ? ms.toFixed(1) : ms.toFixed(0)} ms`;
/** @param {number[]} values @param {number} share 0-1 */
export function percentile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
