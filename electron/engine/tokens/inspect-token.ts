import type { TokenCheck, TokenReport } from '../../../shared/model/token.ts';
import { claimChecks } from './claim-checks.ts';
import { checkSignature } from './signature-check.ts';
import { jsonObject, type FoundToken } from './token-parts.ts';

export interface InspectOptions {
  /** What its signature is checked with. */
  secret?: string;
  /** Epoch ms at which its times are judged. */
  at: number;
  /** The body it came with: what a token signs whose payload is not in it. */
  body?: Uint8Array;
}

const SHOWN_TOKEN = 8 * 1024;
const SHOWN_PAYLOAD = 64 * 1024;
/** Members of a header that name a key the sender chose, none of which is fetched or believed (RFC 7515 §4.1). */
const KEY_MEMBERS = ['jku', 'x5u', 'jwk', 'x5c'];
const KNOWN_EXTENSIONS = ['b64'];

/** Decodes a token and checks what can be checked of it. */
export async function inspectToken(token: FoundToken, options: InspectOptions): Promise<TokenReport> {
  const { place, kind, header } = token;
  const report = { place, kind, token: token.token.slice(0, SHOWN_TOKEN), header: { ...header } };
  const common = headerChecks(header);
  if (kind === 'jwe') {
    const message = 'It is encrypted (JWE): decrypt it to see what it says.';
    return { ...report, checks: [{ name: 'form', state: 'unknown', message }, ...common] };
  }
  const text =
    header['b64'] === false ? token.payload : Buffer.from(token.payload, 'base64url').toString('utf8');
  const claims = jsonObject(text);
  const signature = await checkSignature(token, options.secret, options.body);
  return {
    ...report,
    ...(claims === undefined ? {} : { claims }),
    ...(claims !== undefined || text === '' ? {} : { payload: text.slice(0, SHOWN_PAYLOAD) }),
    checks: [
      { name: 'signature', ...signature },
      ...common,
      ...(claims === undefined ? [] : claimChecks(claims, options.at)),
    ],
  };
}

function headerChecks(header: Readonly<Record<string, unknown>>): TokenCheck[] {
  const checks: TokenCheck[] = [];
  const { crit } = header;
  if (Array.isArray(crit)) {
    const unknown = crit.map(String).filter((name) => !KNOWN_EXTENSIONS.includes(name));
    if (unknown.length > 0) {
      const names = unknown.join(', ').slice(0, 200);
      const message = `It must be refused by who does not understand ${names}, and Hookbench does not.`;
      checks.push({ name: 'critical', state: 'failed', message });
    }
  }
  for (const name of KEY_MEMBERS.filter((member) => header[member] !== undefined)) {
    const message = `The token itself names a key (${name}): whoever wrote it chose that key. It is neither fetched nor believed.`;
    checks.push({ name: 'key_url', state: 'warning', message });
  }
  return checks;
}
