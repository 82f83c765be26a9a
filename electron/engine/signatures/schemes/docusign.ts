import { header } from '../header-signature.ts';
import { unusable, type MacScheme } from '../scheme.ts';
import { bodyHmac } from './body-hmac.ts';

const NAME = /^x-docusign-signature-\d+$/i;

/** One header for each of up to a hundred keys, `X-DocuSign-Signature-1` and on; any of them may be the one of our key. */
export const docusignHmac: MacScheme = {
  ...bodyHmac({
    id: 'docusign-hmac',
    name: 'DocuSign Connect',
    source: 'https://developers.docusign.com/docs/platform/webhooks/connect/validate, read 2026-11-25',
    algorithm: 'sha256',
    encoding: 'base64',
    header: 'X-DocuSign-Signature-1',
  }),
  read({ headers }) {
    const signatures = headers.filter(({ name }) => NAME.test(name)).map(({ value }) => value);
    return signatures.length === 0
      ? unusable('signature_missing', 'The request has no X-DocuSign-Signature-1 header.')
      : { signatures };
  },
  write: (_claim, signature) => ({ headers: [header('X-DocuSign-Signature-1', signature)] }),
};
