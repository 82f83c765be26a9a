import { headerValue, withoutHeaders, withRules } from './header-list.ts';
import type { HeaderList } from './header-list.ts';
import type { HttpEndpointOptions } from './messages.ts';
import type { PolicyAction } from './traffic-policy.ts';

export type RuleVerdict =
  | { kind: 'pass'; headers: HeaderList }
  | { kind: 'answer'; status: number; headers: HeaderList; body: string };

/** Carries out an endpoint's options on a request before it is passed on: basic auth, header rules, traffic policy. */
export function applyRequestRules(
  headers: HeaderList,
  options: HttpEndpointOptions,
  policy: readonly PolicyAction[],
): RuleVerdict {
  const credentials = options.BasicAuth?.credentials ?? [];
  const expected = credentials.map(({ username, cleartext_password: password }) => `${username}:${password}`);
  if (expected.length > 0 && !isAuthorized(headers, expected)) return unauthorized('ngrok');

  let current = options.RequestHeaders === null ? headers : withRules(headers, options.RequestHeaders);
  for (const action of policy) {
    switch (action.type) {
      case 'deny':
        return { kind: 'answer', status: action.config.status_code, headers: [], body: '' };
      case 'custom-response':
        return {
          kind: 'answer',
          status: action.config.status_code,
          headers: Object.entries(action.config.headers),
          body: action.config.body,
        };
      case 'basic-auth':
        if (!isAuthorized(current, action.config.credentials)) return unauthorized(action.config.realm);
        break;
      case 'add-headers': {
        const add = Object.entries(action.config.headers).map(([name, value]) => `${name}:${value}`);
        current = withRules(current, { add, remove: [] });
        break;
      }
      case 'remove-headers':
        current = withoutHeaders(current, action.config.headers);
        break;
    }
  }
  return { kind: 'pass', headers: current };
}

function isAuthorized(headers: HeaderList, credentials: readonly string[]): boolean {
  const match = /^basic +(\S+)$/i.exec(headerValue(headers, 'authorization') ?? '');
  if (match?.[1] === undefined) return false;
  return credentials.includes(Buffer.from(match[1], 'base64').toString('utf8'));
}

function unauthorized(realm: string): RuleVerdict {
  return {
    kind: 'answer',
    status: 401,
    headers: [['WWW-Authenticate', `Basic realm="${realm}"`]],
    body: 'Unauthorized\n',
  };
}
