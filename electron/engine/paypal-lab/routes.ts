import { randomBytes } from 'node:crypto';
import type { LabCertificate } from './certificate.ts';
import { judgeIpn } from './ipn-verdict.ts';
import { jsonAnswer, plainVerdict, textAnswer, type LabAnswer, type LabRequest } from './lab-answer.ts';
import { answerToken, isAuthorized } from './oauth.ts';
import type { SentMessages } from './sent-messages.ts';
import { readWebhookQuestion } from './webhook-question.ts';
import { judgeWebhook } from './webhook-verdict.ts';

export const CERTIFICATE_PATH = '/v1/notifications/certs/';

export interface RouteDeps {
  certificate: LabCertificate;
  webhookId(): string;
  sent: SentMessages;
}

/** PayPal's side: the IPN post-back, and of the REST API what verifying a webhook takes. */
export async function answer(request: LabRequest, deps: RouteDeps): Promise<LabAnswer> {
  const { method, path } = request;
  if (path === '/cgi-bin/webscr')
    return method === 'POST' ? answerIpn(request, deps) : wrongMethod('ipn', 'POST');
  if (path === '/v1/oauth2/token')
    return method === 'POST' ? answerToken(request) : wrongMethod('token', 'POST');
  if (path === '/v1/notifications/verify-webhook-signature') {
    return method === 'POST' ? answerVerify(request, deps) : wrongMethod('webhook', 'POST');
  }
  if (path === CERTIFICATE_PATH + deps.certificate.id) {
    if (method !== 'GET' && method !== 'HEAD') return wrongMethod('certificate', 'GET');
    return {
      kind: 'certificate',
      status: 200,
      headers: { 'Content-Type': 'application/x-x509-ca-cert' },
      body: deps.certificate.certificate,
      verdict: plainVerdict('served', 'The certificate that the lab signs with.'),
    };
  }
  return jsonAnswer(
    404,
    apiError('RESOURCE_NOT_FOUND', 'The specified resource does not exist.'),
    plainVerdict('not_found', `The lab has nothing at ${path}: its addresses are those it lists.`),
    'other',
  );
}

async function answerIpn(request: LabRequest, { sent }: RouteDeps): Promise<LabAnswer> {
  const verdict = await judgeIpn(request, sent);
  const warnings =
    request.userAgent === undefined
      ? [...verdict.warnings, 'There was no User-Agent: PayPal answers such a post-back 403.']
      : verdict.warnings;
  return textAnswer(200, verdict.answer ?? 'INVALID', { ...verdict, warnings }, 'ipn');
}

async function answerVerify(request: LabRequest, deps: RouteDeps): Promise<LabAnswer> {
  if (!isAuthorized(request.authorization)) {
    return jsonAnswer(
      401,
      apiError(
        'AUTHENTICATION_FAILURE',
        'Authentication failed due to invalid authentication credentials or a missing Authorization header.',
      ),
      plainVerdict(
        'unauthorized',
        'Authorization: Bearer is missing: get a token from /v1/oauth2/token first.',
      ),
      'webhook',
    );
  }
  const question = readWebhookQuestion(request.body);
  if (Array.isArray(question)) {
    return jsonAnswer(
      400,
      { ...apiError('VALIDATION_ERROR', 'Invalid request - see details'), details: question },
      plainVerdict(
        'malformed',
        `The request can’t be read: ${question.map(({ field, issue }) => `${field} ${issue}`).join(', ')}.`,
      ),
      'webhook',
    );
  }
  const verdict = await judgeWebhook(question, {
    certificate: deps.certificate.certificate,
    isOwnCertificateUrl: (url) => isCertificateUrl(url, deps.certificate.id),
    webhookId: deps.webhookId(),
    sent: deps.sent,
  });
  return jsonAnswer(200, { verification_status: verdict.answer }, verdict, 'webhook');
}

/** What signed drafts say where nobody named a certificate. */
const LOCAL_CERTIFICATE = 'https://api.sandbox.paypal.com/v1/notifications/certs/CERT-hookbench';

/** Compared by its path: the lab may have been at another port when the message was sent. The URL is never called. */
function isCertificateUrl(url: string, certificateId: string): boolean {
  if (url === LOCAL_CERTIFICATE) return true;
  if (!URL.canParse(url)) return false;
  const { hostname, pathname } = new URL(url);
  return (
    /^(?:127\.0\.0\.1|\[::1\]|(?:.+\.)?localhost)$/.test(hostname) &&
    pathname === CERTIFICATE_PATH + certificateId
  );
}

function wrongMethod(kind: LabAnswer['kind'], allowed: string): LabAnswer {
  const answered = textAnswer(
    405,
    'Method Not Allowed',
    plainVerdict('method', `Only ${allowed} makes sense here.`),
    kind,
  );
  return { ...answered, headers: { ...answered.headers, Allow: allowed } };
}

const apiError = (name: string, message: string) => ({
  name,
  message,
  debug_id: randomBytes(7).toString('hex').slice(0, 13),
  links: [],
});
