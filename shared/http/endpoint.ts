/** The URLs at which a bin receives: what is pasted into a provider's dashboard. */
export interface Endpoints {
  /** By path: `http://127.0.0.1:4567/stripe`. */
  local: string;
  /** By host name, where the client resolves `*.localhost` (RFC 6761 §6.3): `http://stripe.localhost:4567`. */
  localhost: string;
  /** Over HTTPS, while the listener speaks it: `https://localhost:4570/stripe`. */
  secure?: string;
  /** Through the tunnel, while there is one: `https://demo.ngrok.app/stripe`. */
  public?: string;
}

/** `listener` is where capture listens; an address that means "every interface" is shown as loopback. */
export function endpointsOf(
  slug: string,
  listener: { host: string; port: number },
  publicUrl?: string,
  https?: { isListening: boolean; port: number },
): Endpoints {
  return {
    local: `http://${reachableHost(listener.host)}:${listener.port}/${slug}`,
    localhost: `http://${slug}.localhost:${listener.port}`,
    ...(https?.isListening === true ? { secure: `https://localhost:${https.port}/${slug}` } : {}),
    ...(publicUrl === undefined ? {} : { public: `${publicUrl.replace(/\/+$/, '')}/${slug}` }),
  };
}

function reachableHost(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}
