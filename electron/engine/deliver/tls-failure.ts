import type { SendFailure } from '../../../shared/model/delivery.ts';
import { addressOf, type SplitUrl } from '../../../shared/http/url.ts';

const uncheck = 'or switch the certificate check off under Settings → Sending.';

/** What OpenSSL's verification codes mean (openssl-verification-options(1)). */
const certificateFailures: Record<string, { is: string; hint: string }> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: {
    is: 'is self-signed',
    hint: `Expected of a development server: use http://, ${uncheck}`,
  },
  SELF_SIGNED_CERT_IN_CHAIN: {
    is: 'comes from an authority that this machine does not know',
    hint: `Use a certificate of a public authority, ${uncheck}`,
  },
  CERT_HAS_EXPIRED: { is: 'has expired', hint: `Renew it, ${uncheck}` },
  CERT_NOT_YET_VALID: { is: 'is not valid yet', hint: `Check the clocks of both machines, ${uncheck}` },
  CERT_REVOKED: { is: 'was revoked', hint: 'Have the server get a new one.' },
  ERR_TLS_CERT_ALTNAME_INVALID: {
    is: 'is for another name',
    hint: `Use the name that it is for, ${uncheck}`,
  },
};
const unknownAuthority = {
  is: 'could not be verified: its authority is not known here, or the server does not send the whole chain',
  hint: `Have the server send the chain, ${uncheck}`,
};
for (const code of [
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_UNTRUSTED',
]) {
  certificateFailures[code] = unknownAuthority;
}

/** `undefined` when the handshake failed for a reason that is not one of TLS, such as a reset. */
export function describeTlsFailure(code: string, message: string, url: SplitUrl): SendFailure | undefined {
  const address = addressOf(url);
  const certificate = certificateFailures[code];
  if (certificate !== undefined) {
    return {
      code: 'tls',
      message: `The certificate of ${address} ${certificate.is}.`,
      hint: certificate.hint,
    };
  }
  // OpenSSL and, in Electron, BoringSSL: what came was no TLS record, most often an HTTP response.
  if (
    /wrong[ _]version[ _]number|packet length too long|HTTP_REQUEST|http request/i.test(`${code} ${message}`)
  ) {
    return {
      code: 'tls',
      message: `The server at ${address} does not speak TLS.`,
      hint: 'Use http:// instead of https://.',
    };
  }
  if (code === 'EPROTO' || code.startsWith('ERR_SSL_') || code.startsWith('ERR_TLS_')) {
    return {
      code: 'tls',
      message: `The TLS handshake with ${address} failed (${plain(message)}).`,
      hint: 'See which TLS versions, ciphers and client certificates the server asks for.',
    };
  }
  return undefined;
}

/** OpenSSL's errors read `…:error:0A000410:SSL routines::reason:file:line:`; the reason is for people. */
function plain(message: string): string {
  return (/:SSL routines:[^:]*:([^:]+)/.exec(message)?.[1] ?? message).trim();
}
