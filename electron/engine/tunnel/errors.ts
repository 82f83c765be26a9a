import type { HostKey } from '../../../shared/model/known-host.ts';
import type { TunnelError } from '../../../shared/model/tunnel.ts';
import { docsUrlOf, ngrokErrors } from './ngrok-errors.ts';
import type { KnownError, ProblemKind } from './ngrok-errors.ts';
import type { RawProblem } from './protocol.ts';
import { redactAuthtoken } from './redact.ts';

/** A problem in plain words, free of secrets, with what it means for trying again. */
export interface TunnelProblem {
  error: TunnelError;
  kind: ProblemKind;
  /** The key of an SSH server that is not known by it. */
  hostKey?: HostKey;
}

/** Problems that have no code of ngrok's; those of SSH are in ssh/ssh-errors.ts. */
const ownErrors = {
  no_authtoken: {
    kind: 'credentials',
    message:
      'ngrok needs an authtoken. Copy yours from https://dashboard.ngrok.com/get-started/your-authtoken and enter it in Settings (headless: the environment variable NGROK_AUTHTOKEN).',
  },
  bad_authtoken: {
    kind: 'credentials',
    message:
      'The authtoken has spaces or characters that no authtoken has. Copy it again from https://dashboard.ngrok.com/get-started/your-authtoken.',
  },
  authtoken_unreadable: {
    kind: 'permanent',
    message: 'The authtoken could not be read from where secrets are kept. Enter it again in Settings.',
  },
  bad_options: { kind: 'permanent', message: 'The tunnel options are not valid. Correct them in Settings.' },
  ca_missing: {
    kind: 'permanent',
    message: 'The CA file of the tunnel server does not exist. Check its path in the tunnel options.',
  },
  ca_unreadable: {
    kind: 'permanent',
    message: "The CA file of the tunnel server can't be read. Check its permissions.",
  },
  ca_invalid: {
    kind: 'permanent',
    message: 'The CA file of the tunnel server holds no certificate. It must be a PEM file.',
  },
  client_unavailable: {
    kind: 'permanent',
    message:
      "ngrok's client could not be loaded on this system. Reinstall Hookbench; on Windows, also the Visual C++ runtime.",
  },
  client_crashed: {
    kind: 'temporary',
    message: "The tunnel's own process ended unexpectedly. It is started again.",
  },
  listener_closed: {
    kind: 'temporary',
    message: 'There is no local listener that the tunnel could lead to. See the listener in Settings.',
  },
  unreachable: {
    kind: 'temporary',
    message:
      "The tunnel server can't be reached. Check the network, a firewall or VPN, and the server address.",
  },
  tls_failed: {
    kind: 'permanent',
    message:
      'No secure connection to the tunnel server: its certificate is not trusted. Check the CA file, or whether a proxy inspects TLS.',
  },
  bad_server_address: {
    kind: 'permanent',
    message: 'The server address is not valid. It must be host:port; IPv6 addresses are not accepted.',
  },
  timed_out: {
    kind: 'temporary',
    message: 'The tunnel server did not answer in time. Check the network and the server address.',
  },
  not_answering: { kind: 'temporary', message: 'The tunnel server stopped answering. Connecting again.' },
  connection_lost: {
    kind: 'temporary',
    message: 'The connection to the tunnel server was lost. Connecting again.',
  },
} as const satisfies Record<string, KnownError>;

export type OwnErrorCode = keyof typeof ownErrors;

export function ownProblem(code: OwnErrorCode, detail?: string): TunnelProblem {
  const { kind, message } = ownErrors[code];
  return { error: { code, message: detail === undefined ? message : `${message} (${detail})` }, kind };
}

/** The texts of the native client that have no code; it never says more, not even why TLS failed. */
const nativeTexts: readonly [pattern: RegExp, code: OwnErrorCode][] = [
  [/failed to establish tcp connection/i, 'unreachable'],
  [/tls handshake error/i, 'tls_failed'],
  [/invalid server address/i, 'bad_server_address'],
  [/timed out/i, 'timed_out'],
  [/heartbeats were not answered/i, 'not_answering'],
  [
    /transport error|reconnect error|failed to open muxado stream|failed to deserialize rpc response/i,
    'connection_lost',
  ],
];

const maxForeignTextLength = 500;

/** Says what a problem of the tunnel process means. */
export function explainProblem(raw: RawProblem, authtoken: string | undefined): TunnelProblem {
  const { code = '' } = raw;
  if (isOwnCode(code)) {
    return ownProblem(code, code === 'bad_options' ? redactAuthtoken(raw.message, authtoken) : undefined);
  }
  const number = /^ERR_NGROK_(\d{1,6})$/.exec(code)?.[1];
  if (number !== undefined) {
    const known = ngrokErrors[Number(number)];
    if (known !== undefined) return { error: { code, message: known.message }, kind: known.kind };
    const message = `ngrok refused: ${foreignText(raw.message, authtoken)} See ${docsUrlOf(code)}.`;
    return { error: { code, message }, kind: 'permanent' };
  }
  const native = nativeTexts.find(([pattern]) => pattern.test(raw.message));
  if (native !== undefined) return ownProblem(native[1]);
  const message = `The tunnel failed: ${foreignText(raw.message, authtoken)}`;
  return { error: { code: 'tunnel_failed', message }, kind: 'temporary' };
}

/** The service's own words on one line, without the parts that the client puts around them. */
function foreignText(message: string, authtoken: string | undefined): string {
  const text = redactAuthtoken(message, authtoken)
    .replace(/^failed to (?:connect session|start listener): /, '')
    .replace(/\s*error_code: ERR_NGROK_\d+\s*$/, '')
    .replace(/[\s\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]+/g, ' ')
    .trim();
  const short = text.length > maxForeignTextLength ? `${text.slice(0, maxForeignTextLength)}…` : text;
  return /[.!?…]$/.test(short) ? short : `${short}.`;
}

export function isOwnCode(code: string): code is OwnErrorCode {
  return Object.hasOwn(ownErrors, code);
}
