import { randomBytes } from 'node:crypto';
import { jsonAnswer, plainVerdict, type LabAnswer, type LabRequest } from './lab-answer.ts';

/** How long PayPal's access tokens hold, in seconds (developer.paypal.com, "Authentication", read 2026-11-25). */
const TOKEN_SECONDS = 32_400;

/** `POST /v1/oauth2/token`: any client id and secret will do, for the lab guards nothing. */
export function answerToken({ authorization, body }: LabRequest): LabAnswer {
  if (!/^Basic [A-Za-z0-9+/=_-]+$/i.test(authorization ?? '')) {
    return jsonAnswer(
      401,
      { error: 'invalid_client', error_description: 'Client Authentication failed' },
      plainVerdict(
        'unauthorized',
        'A token needs Basic authentication with a client id and a secret: any will do.',
      ),
      'token',
    );
  }
  const grant = new URLSearchParams(Buffer.from(body).toString('latin1')).get('grant_type');
  if (grant !== 'client_credentials') {
    return jsonAnswer(
      400,
      { error: 'unsupported_grant_type', error_description: 'Grant Type is NULL' },
      plainVerdict('malformed', 'grant_type must be client_credentials.'),
      'token',
    );
  }
  return jsonAnswer(
    200,
    {
      scope: 'https://uri.paypal.com/services/applications/webhooks openid',
      access_token: `A21AA${randomBytes(48).toString('base64url')}`,
      token_type: 'Bearer',
      app_id: 'APP-80W284485P519543T',
      expires_in: TOKEN_SECONDS,
      nonce: `${new Date().toISOString().slice(0, 19)}Z${randomBytes(16).toString('base64url')}`,
    },
    plainVerdict('served', 'An access token for the REST API.'),
    'token',
  );
}

/** A token of the lab, or what some clients send in its place: the credentials themselves. */
export const isAuthorized = (authorization: string | undefined): boolean =>
  /^(?:Bearer|Basic) \S+$/i.test(authorization ?? '');
