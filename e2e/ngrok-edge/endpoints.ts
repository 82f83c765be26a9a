import { randomBytes } from 'node:crypto';
import { EdgeRefusal, HttpEndpointOptions } from './messages.ts';
import type { BindRequest } from './messages.ts';
import { parseTrafficPolicy } from './traffic-policy.ts';
import type { PolicyAction } from './traffic-policy.ts';

/** A public host name that a session serves. */
export interface Endpoint<Session> {
  id: string;
  /** Shown again by the client when it binds the same endpoint anew. */
  token: string;
  hostname: string;
  proto: 'http' | 'https';
  options: HttpEndpointOptions;
  policy: readonly PolicyAction[];
  session: Session;
}

export interface EndpointRegistry<Session> {
  /** Throws `EdgeRefusal`. */
  bind(request: BindRequest, session: Session): Endpoint<Session>;
  /** Unknown ids do no harm: the client unbinds the same endpoint up to three times. */
  unbind(id: string, session: Session): void;
  /** Takes away what still belongs to the session; after a quick reconnect that may be nothing. */
  dropAllOf(session: Session): void;
  byHostname(hostname: string): Endpoint<Session> | undefined;
  all(): Endpoint<Session>[];
}

export function createEndpointRegistry<Session>(): EndpointRegistry<Session> {
  const endpoints = new Map<string, Endpoint<Session>>();
  /** Tokens of all ids ever given out, so that a client that comes back keeps its id. */
  const tokens = new Map<string, string>();

  return {
    bind(request, session) {
      if (request.Proto !== 'http' && request.Proto !== 'https') {
        throw new EdgeRefusal('ERR_NGROK_332', `${request.Proto} is not a supported tunnel protocol`);
      }
      const parsed = HttpEndpointOptions.safeParse(request.Opts);
      if (!parsed.success) {
        throw new EdgeRefusal(
          'ERR_NGROK_301',
          `The bind payload you specified is not valid. ${parsed.error.message}`,
        );
      }
      const options = parsed.data;
      const isRebind = request.Id !== '' && tokens.get(request.Id) === request.Extra.Token;
      const wanted = options.Domain === '' && isRebind ? options.Hostname : options.Domain;
      const hostname =
        wanted === '' ? `${randomBytes(6).toString('hex')}.ngrok.localhost` : checkDomain(wanted);
      const holder = endpoints.get(hostname);
      if (holder !== undefined && !(isRebind && holder.id === request.Id)) {
        throw new EdgeRefusal(
          'ERR_NGROK_334',
          `The endpoint "https://${hostname}" is already online. Either\r\n1. stop your existing endpoint first, or\r\n` +
            '2. start both endpoints with `--pooling-enabled` to load balance between them.',
        );
      }
      const id = isRebind ? request.Id : `ep_${randomBytes(12).toString('hex')}`;
      const endpoint: Endpoint<Session> = {
        id,
        token: isRebind ? request.Extra.Token : randomBytes(12).toString('hex'),
        hostname,
        proto: request.Proto,
        options: { ...options, Hostname: hostname },
        policy: options.TrafficPolicy === null ? [] : parseTrafficPolicy(options.TrafficPolicy),
        session,
      };
      endpoints.set(hostname, endpoint);
      tokens.set(id, endpoint.token);
      return endpoint;
    },
    unbind(id, session) {
      for (const endpoint of endpoints.values()) {
        if (endpoint.id === id && endpoint.session === session) endpoints.delete(endpoint.hostname);
      }
    },
    dropAllOf(session) {
      for (const endpoint of [...endpoints.values()]) {
        if (endpoint.session === session) endpoints.delete(endpoint.hostname);
      }
    },
    byHostname: (hostname) => endpoints.get(hostname.toLowerCase()),
    all: () => [...endpoints.values()],
  };
}

function checkDomain(domain: string): string {
  const wrong = /[^a-zA-Z0-9.*-]/.exec(domain);
  if (wrong !== null) {
    throw new EdgeRefusal(
      'ERR_NGROK_326',
      `Invalid character "${wrong[0]}" in domain name. Valid domains may contain only a-z, A-Z, 0-9, . * and - characters.\r\n` +
        `Failed to create an endpoint with the domain "${domain}".`,
    );
  }
  if (domain.includes('..')) {
    throw new EdgeRefusal(
      'ERR_NGROK_327',
      "Domain has an invalid character sequence. Valid domains may not contain repeated periods '..'.",
    );
  }
  return domain.toLowerCase();
}
