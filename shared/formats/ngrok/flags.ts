/**
 * The flags of ngrok's agent, of all its versions, with what Hookbench makes of each. Names and meanings are from `ngrok
 * http --help` of versions 1.7, 2.3 and 3.x and from https://ngrok.com/docs/agent/cli (read 2026-11-25).
 */

/** What a flag means here. */
export type FlagUse =
  | { is: 'mapped'; to: MappedFlag }
  /** Can't be done; `reason` completes "… is not supported:". */
  | { is: 'unsupported'; reason: string }
  /** Changes nothing here; `reason` says why that is right. */
  | { is: 'idle'; reason: string };

export type MappedFlag =
  | 'hostHeader'
  | 'domain'
  | 'subdomain'
  | 'url'
  | 'basicAuth'
  | 'scheme'
  | 'bindTls'
  | 'cidrAllow'
  | 'verifyWebhook'
  | 'verifyWebhookSecret'
  | 'requestHeaderAdd'
  | 'requestHeaderRemove'
  | 'upstreamTlsVerify'
  | 'upstreamProtocol'
  | 'region'
  | 'authtoken'
  | 'proto'
  | 'binding'
  | 'help';

export interface Flag {
  /** False for a switch, which takes a value only behind `=`. */
  takesValue: boolean;
  use: FlagUse;
}

const mapped = (to: MappedFlag): Flag => ({ takesValue: true, use: { is: 'mapped', to } });
const unsupported = (reason: string, takesValue = true): Flag => ({
  takesValue,
  use: { is: 'unsupported', reason },
});
const idle = (reason: string, takesValue = true): Flag => ({ takesValue, use: { is: 'idle', reason } });

const signIn =
  'Hookbench has no sign-in for visitors. Guard the bin with a token, Basic auth or IP ranges instead.';
const ownLog = 'Hookbench keeps every request, and its log is its own.';
const ownConfig = "ngrok's configuration file is not read; what the tunnel needs is in Settings → Tunnel.";
const atEdge = "this happens at ngrok's servers; write it as a traffic policy in Settings → Tunnel.";
const label = 'it only labels the tunnel in ngrok’s dashboard.';

export const flags: Readonly<Record<string, Flag>> = {
  'host-header': mapped('hostHeader'),
  domain: mapped('domain'),
  hostname: mapped('domain'),
  subdomain: mapped('subdomain'),
  url: mapped('url'),
  auth: mapped('basicAuth'),
  httpauth: mapped('basicAuth'),
  'basic-auth': mapped('basicAuth'),
  scheme: mapped('scheme'),
  schemes: mapped('scheme'),
  'bind-tls': mapped('bindTls'),
  'cidr-allow': mapped('cidrAllow'),
  'verify-webhook': mapped('verifyWebhook'),
  'verify-webhook-provider': mapped('verifyWebhook'),
  'verify-webhook-secret': mapped('verifyWebhookSecret'),
  'request-header-add': mapped('requestHeaderAdd'),
  'request-header-remove': mapped('requestHeaderRemove'),
  'upstream-tls-verify': { takesValue: false, use: { is: 'mapped', to: 'upstreamTlsVerify' } },
  'upstream-protocol': mapped('upstreamProtocol'),
  'app-protocol': mapped('upstreamProtocol'),
  region: mapped('region'),
  authtoken: mapped('authtoken'),
  proto: mapped('proto'),
  binding: mapped('binding'),
  help: { takesValue: false, use: { is: 'mapped', to: 'help' } },
  h: { takesValue: false, use: { is: 'mapped', to: 'help' } },

  'cidr-deny': unsupported('an IP guard of a bin says who may in, not who may not. Name the allowed ranges.'),
  'response-header-add': unsupported(`the reply of your code goes out as it is; ${atEdge}`),
  'response-header-remove': unsupported(`the reply of your code goes out as it is; ${atEdge}`),
  compression: unsupported(`the reply of your code goes out as it is; ${atEdge}`, false),
  'circuit-breaker': unsupported(atEdge),
  'websocket-tcp-converter': unsupported('Hookbench captures HTTP requests, not TCP streams.', false),
  'mutual-tls-cas': unsupported(`client certificates are checked where TLS ends: ${atEdge}`),
  'client-cas': unsupported(`client certificates are checked where TLS ends: ${atEdge}`),
  crt: unsupported('ngrok ends TLS with its own certificate.'),
  key: unsupported('ngrok ends TLS with its own certificate.'),
  oauth: unsupported(signIn),
  'oauth-allow-domain': unsupported(signIn),
  'oauth-allow-email': unsupported(signIn),
  'oauth-client-id': unsupported(signIn),
  'oauth-client-secret': unsupported(signIn),
  'oauth-scope': unsupported(signIn),
  oidc: unsupported(signIn),
  'oidc-client-id': unsupported(signIn),
  'oidc-client-secret': unsupported(signIn),
  'oidc-scope': unsupported(signIn),
  'ua-filter-allow': unsupported(atEdge),
  'ua-filter-deny': unsupported(atEdge),
  'proxy-proto': unsupported('the PROXY protocol is not spoken to your code; see X-Forwarded-For instead.'),
  'upstream-proxy-protocol': unsupported(
    'the PROXY protocol is not spoken to your code; see X-Forwarded-For instead.',
  ),
  'upstream-tls-verify-cas': unsupported('give your CA to Node with NODE_EXTRA_CA_CERTS instead.'),
  'traffic-policy-file': unsupported('paste the text of the file into Settings → Tunnel → Traffic policy.'),
  'policy-file': unsupported('paste the text of the file into Settings → Tunnel → Traffic policy.'),
  'traffic-policy-url': unsupported('paste the text behind it into Settings → Tunnel → Traffic policy.'),
  'pooling-enabled': unsupported('Hookbench shares its URL with no other agent.', false),
  'remote-addr': unsupported('TCP endpoints are not supported.'),
  label: unsupported('ngrok no longer has labeled tunnels.'),

  config: idle(ownConfig),
  inspect: idle('Hookbench shows every request in any case.', false),
  introspection: idle('Hookbench shows every request in any case.', false),
  log: idle(ownLog),
  'log-format': idle(ownLog),
  'log-level': idle(ownLog),
  'web-addr': idle('Hookbench has its own window.'),
  name: idle(label),
  description: idle(label),
  metadata: idle(label),
  'console-ui': idle('Hookbench has its own window.', false),
};
