/** The scheme and host of our own pages: all that a window may show, and all that may call us. */
export const APP_SCHEME = 'app';
export const APP_ORIGIN = 'app://hookbench';
export const APP_URL = `${APP_ORIGIN}/index.html`;

/** True for pages of ours only; compares parsed origins, never prefixes. */
export function isAppUrl(url: string): boolean {
  try {
    const parsed = new URL(url);
    // Node's URL gives a non-special scheme the opaque origin 'null', so scheme and host are compared themselves.
    return parsed.protocol === `${APP_SCHEME}:` && parsed.host === 'hookbench' && parsed.username === '';
  } catch {
    return false;
  }
}
