const units = ['B', 'KB', 'MB', 'GB', 'TB'];

/** `512 B`, `2.1 KB`, `214 MB`: steps of 1024, two to three digits. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  const digits = unit > 0 && value < 10 ? 1 : 0;
  return `${value.toFixed(digits)} ${units[unit] ?? ''}`;
}
