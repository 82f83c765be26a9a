import { textAt } from './json-field.ts';
import type { Provider } from './provider.ts';
import { ANY_SUCCESS, SECOND } from './spans.ts';

/** docs.aws.amazon.com/sns/latest/dg/http-notification-json.html. The body is JSON under `text/plain`. */
export const awsSns: Provider = {
  id: 'aws-sns',
  name: 'Amazon SNS',
  mark: { letters: 'SNS', color: '#a4104a' },
  docsUrl: 'https://docs.aws.amazon.com/sns/latest/dg/sns-http-https-endpoint-as-subscriber.html',
  clues: { headers: ['x-amz-sns-message-type'], body: ['"TopicArn"'] },
  recognizes: (request) =>
    request.header('x-amz-sns-message-type') !== undefined ||
    (textAt(request.json(), 'TopicArn')?.startsWith('arn:aws') === true &&
      textAt(request.json(), 'MessageId') !== undefined),
  eventType: (request) => request.header('x-amz-sns-message-type') ?? textAt(request.json(), 'Type'),
  eventId: (request) => request.header('x-amz-sns-message-id') ?? textAt(request.json(), 'MessageId'),
  schemeIds: ['sns-v2', 'sns-v1'],
  secret: {
    label: 'Signing certificate',
    example: '-----BEGIN CERTIFICATE----- …',
    where:
      'Nothing is shared: each message names its certificate in SigningCertURL, on sns.<region>.amazonaws.com.',
  },
  handshake:
    'A SubscriptionConfirmation is confirmed by a GET of its SubscribeURL, by hand and only on an Amazon host.',
  retryProfile: {
    delaysMs: [20 * SECOND, 20 * SECOND, 20 * SECOND],
    successStatuses: ANY_SUCCESS,
    isRetryAfterHonored: false,
    finalStatuses: [],
    afterwards:
      'The message goes to the dead-letter queue of the subscription, or is dropped where there is none.',
    note: 'That is the default policy for HTTP/S; a topic or a subscription can have another, of up to an hour in all.',
    source: 'https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html',
    readOn: '2026-11-25',
  },
};
