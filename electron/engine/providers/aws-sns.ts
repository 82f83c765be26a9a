import { textAt } from './json-field.ts';
import type { Provider } from './provider.ts';

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
};
