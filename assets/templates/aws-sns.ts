import { compact, snsEnvelope } from './serialize.ts';
import { headers, iso, type Scene, type Template, type TemplateSet } from './template.ts';

/** docs.aws.amazon.com/sns/latest/dg/http-notification-json.html. The signature is filled in when the message is signed. */
const event = (
  name: string,
  title: string,
  fields: (scene: Scene, topic: string) => Record<string, string>,
  type = 'Notification',
): Template => ({
  event: name,
  eventType: type,
  title,
  render: (scene) => {
    const { world, message, at } = scene;
    const topic = `arn:aws:sns:eu-west-1:${world.digits('account', 12)}:orders`;
    const id = message.uuid('message');
    return {
      headers: headers(
        'x-amz-sns-message-type',
        type,
        'x-amz-sns-message-id',
        id,
        'x-amz-sns-topic-arn',
        topic,
        ...(type === 'Notification'
          ? ['x-amz-sns-subscription-arn', `${topic}:${world.uuid('subscription')}`]
          : []),
        'Content-Type',
        'text/plain; charset=UTF-8',
        'User-Agent',
        'Amazon Simple Notification Service Agent',
      ),
      body: snsEnvelope({
        Type: type,
        MessageId: id,
        ...fields(scene, topic),
        Timestamp: iso(at),
        SignatureVersion: '2',
        Signature: '',
        SigningCertURL: `https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-${world.hex('certificate', 32)}.pem`,
        ...(type === 'Notification'
          ? {
              UnsubscribeURL: `https://sns.eu-west-1.amazonaws.com/?Action=Unsubscribe&SubscriptionArn=${topic}:${world.uuid('subscription')}`,
            }
          : {}),
      }),
    };
  },
});

export const awsSnsTemplates: TemplateSet = {
  providerId: 'aws-sns',
  path: '/webhooks/sns',
  templates: [
    event(
      'SubscriptionConfirmation',
      'Subscription to confirm',
      ({ world }, topic) => {
        const token = world.hex('token', 128);
        return {
          Token: token,
          TopicArn: topic,
          Message: `You have chosen to subscribe to the topic ${topic}.\nTo confirm the subscription, visit the SubscribeURL included in this message.`,
          SubscribeURL: `https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn=${topic}&Token=${token}`,
        };
      },
      'SubscriptionConfirmation',
    ),
    event('Notification', 'Notification', ({ world }, topic) => ({
      TopicArn: topic,
      Subject: 'Order shipped',
      Message: compact({ orderId: world.digits('order', 8), status: 'shipped' }),
    })),
    event('Notification.s3', 'Object created in S3', ({ world, at }, topic) => ({
      TopicArn: topic,
      Subject: 'Amazon S3 Notification',
      Message: compact({
        Records: [
          {
            eventVersion: '2.1',
            eventSource: 'aws:s3',
            awsRegion: 'eu-west-1',
            eventTime: iso(at),
            eventName: 'ObjectCreated:Put',
            userIdentity: { principalId: `AWS:${world.upper('principal', 21)}` },
            requestParameters: { sourceIPAddress: '203.0.113.24' },
            responseElements: { 'x-amz-request-id': world.upper('request', 16) },
            s3: {
              s3SchemaVersion: '1.0',
              configurationId: 'uploads',
              bucket: {
                name: 'northwind-uploads',
                ownerIdentity: { principalId: world.upper('owner', 14) },
                arn: 'arn:aws:s3:::northwind-uploads',
              },
              object: {
                key: 'invoices/1042.pdf',
                size: 48213,
                eTag: world.hex('etag', 32),
                sequencer: world.hex('sequencer', 18).toUpperCase(),
              },
            },
          },
        ],
      }),
    })),
    event('Notification.ses', 'E-mail delivered (SES)', ({ world, at }, topic) => {
      const to = world.person('recipient').email;
      return {
        TopicArn: topic,
        Message: compact({
          notificationType: 'Delivery',
          mail: {
            timestamp: iso(at - 2000),
            source: 'orders@example.com',
            sourceArn: `arn:aws:ses:eu-west-1:${world.digits('account', 12)}:identity/example.com`,
            sendingAccountId: world.digits('account', 12),
            messageId: `${world.hex('mail', 16)}-000000`,
            destination: [to],
          },
          delivery: {
            timestamp: iso(at),
            processingTimeMillis: 812,
            recipients: [to],
            smtpResponse: '250 2.0.0 OK',
            reportingMTA: 'a7-12.smtp-out.eu-west-1.amazonses.com',
          },
        }),
      };
    }),
    event(
      'UnsubscribeConfirmation',
      'Unsubscribed',
      ({ world }, topic) => ({
        Token: world.hex('token', 128),
        TopicArn: topic,
        Message: `You have chosen to deactivate subscription ${topic}:${world.uuid('subscription')}.`,
        SubscribeURL: `https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn=${topic}`,
      }),
      'UnsubscribeConfirmation',
    ),
  ],
};
