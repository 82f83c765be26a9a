/**
 * The URL to open in the browser, written out in full ASCII (IDNs as punycode, so that look-alike letters show), or
 * undefined for anything but http and https or with credentials in it.
 */
export function openableUrl(text: string): string | undefined {
  if (/[\u0000-\u0020\u007f\\]/.test(text)) return undefined;
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return undefined;
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return undefined;
  if (url.username !== '' || url.password !== '') return undefined;
  return url.href;
}
