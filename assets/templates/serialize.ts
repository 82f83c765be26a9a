/** How different senders write the same JSON. A signature covers these bytes, so each template writes its provider's. */

/** Without white space: most of them. */
export const compact = (value: unknown): string => JSON.stringify(value);

/** Two spaces a level, as Stripe sends it. */
export const indented = (value: unknown): string => JSON.stringify(value, null, 2);

/** As PHP's `json_encode` does by default: `\/`, and everything beyond ASCII as `\u00e9`. Slack, Shopify and Meta do. */
export const phpEscaped = (value: unknown): string => asciiOnly(JSON.stringify(value)).replaceAll('/', '\\/');

/** Everything beyond ASCII escaped, slashes as they are: Python's `json.dumps`, here without spaces. */
export const asciiOnly = (json: string): string =>
  json.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** As Amazon SNS writes its own envelope: a line a member, ` : ` between name and value. */
export const snsEnvelope = (value: Record<string, string>): string =>
  `{\n${Object.entries(value)
    .map(([name, member]) => `  ${JSON.stringify(name)} : ${JSON.stringify(member)}`)
    .join(',\n')}\n}`;

/** A form body, spaces as `+` (WHATWG URL §5.2). */
export function formEncoded(fields: Record<string, string | number>): string {
  return Object.entries(fields)
    .map(([name, value]) => `${formText(name)}=${formText(String(value))}`)
    .join('&');
}

const formText = (text: string): string =>
  encodeURIComponent(text)
    .replace(/[!'()~]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+');
