/** A `Content-Type`, taken apart (RFC 9110 §8.3.1). */
export interface MediaType {
  /** `application/json`, lower case. */
  essence: string;
  /** Names in lower case, values unquoted; of duplicates the first. */
  parameters: Map<string, string>;
}

/** How a body is shown. */
export type MediaKind = 'json' | 'xml' | 'form' | 'multipart' | 'text' | 'image' | 'binary';

const TOKEN = "[!#$%&'*+\\-.^_`|~0-9A-Za-z]+";
const ESSENCE = new RegExp(`^\\s*(${TOKEN}/${TOKEN})\\s*(?=;|$)`);
const PARAMETER = new RegExp(`\\s*;\\s*(?:(${TOKEN})\\s*=\\s*(?:"((?:[^"\\\\]|\\\\.)*)"|([^;"]*)))?`, 'y');

/** `undefined` for what is no media type. */
export function parseMediaType(contentType: string): MediaType | undefined {
  const essence = ESSENCE.exec(contentType);
  if (essence === null) return undefined;
  const parameters = new Map<string, string>();
  PARAMETER.lastIndex = essence[0].length;
  for (let match = PARAMETER.exec(contentType); match !== null; match = PARAMETER.exec(contentType)) {
    const [, name, quoted, plain] = match;
    if (name === undefined) continue;
    const key = name.toLowerCase();
    if (!parameters.has(key)) parameters.set(key, quoted?.replace(/\\(.)/g, '$1') ?? (plain ?? '').trim());
  }
  return { essence: (essence[1] ?? '').toLowerCase(), parameters };
}

const TEXT_APPLICATIONS = new Set([
  'application/cbor-diag',
  'application/ecmascript',
  'application/graphql',
  'application/javascript',
  'application/jose',
  'application/jwt',
  'application/sql',
  'application/toml',
  'application/x-httpd-php',
  'application/x-javascript',
  'application/x-sh',
  'application/x-yaml',
  'application/yaml',
]);
// Several JSON texts in one body, which no JSON parser takes.
const JSON_LINES = /^application\/(?:x-)?(?:ndjson|jsonl|jsonlines|json-seq)$/;

/** What a body of that media type is; SVG counts as XML, since its text is what can be shown without running it. */
export function mediaKind(type: MediaType): MediaKind {
  const { essence } = type;
  if (essence === 'application/x-www-form-urlencoded') return 'form';
  if (essence.startsWith('multipart/')) return 'multipart';
  if (JSON_LINES.test(essence)) return 'text';
  // Structured syntax suffixes: RFC 6839.
  if (/^(?:application|text)\/(?:json|json5|x-json|csp-report)$|\+json$/.test(essence)) return 'json';
  if (/^(?:application|text)\/xml$|\+xml$/.test(essence)) return 'xml';
  if (essence.startsWith('text/') || TEXT_APPLICATIONS.has(essence) || essence.endsWith('+yaml'))
    return 'text';
  if (essence.startsWith('image/')) return 'image';
  return 'binary';
}
