import { expect, test } from 'vitest';
import { factsOf } from '../../../shared/rules/request-facts.ts';
import { decodeBytes } from '../decode-bytes.ts';
import { confirmationDemand } from './confirmation.ts';

const demandOf = (message: unknown) =>
  confirmationDemand(
    factsOf(
      {
        request: {
          method: 'POST',
          target: '/',
          headers: [],
          remoteAddress: '203.0.113.7',
          scheme: 'https',
          via: 'tunnel',
        },
        body: Buffer.from(JSON.stringify(message)),
      },
      decodeBytes,
    ),
  );
const sns = (url: string) => demandOf({ Type: 'SubscriptionConfirmation', SubscribeURL: url });
const eventGrid = (url: string) => demandOf([{ data: { validationCode: 'x', validationUrl: url } }]);

test.each([
  'https://sns.us-west-2.amazonaws.com/?Action=ConfirmSubscription&TopicArn=arn:aws:sns:us-west-2:1:T&Token=2336',
  'https://sns.cn-north-1.amazonaws.com.cn/?Action=ConfirmSubscription',
])('AWS SNS may have %s called', (url) => {
  expect(sns(url)).toEqual({ id: 'aws-sns', url });
});

test.each([
  'https://rp-eastus2.eventgrid.azure.net:553/eventsubscriptions/e/validate?id=B2&t=2018-04-26T20:30:54.4538837Z&token=1B%2b',
  'https://rp-usgovvirginia.eventgrid.azure.us/eventsubscriptions/e/validate',
])('Azure Event Grid may have %s called', (url) => {
  expect(eventGrid(url)).toEqual({ id: 'azure-event-grid', url });
});

test.each([
  'http://sns.us-west-2.amazonaws.com/',
  'HTTPS://sns.us-west-2.amazonaws.com/',
  'https://sns.us-west-2.amazonaws.com',
  'https://sns.us-west-2.amazonaws.com:8443/',
  'https://sns.us-west-2.amazonaws.com:443/',
  'https://sns.us-west-2.amazonaws.com.evil.test/',
  'https://evil.test/?sns.us-west-2.amazonaws.com/',
  'https://evil.test#.sns.us-west-2.amazonaws.com/',
  'https://evil.test\\.sns.us-west-2.amazonaws.com/',
  'https://sns.us-west-2.amazonaws.com\\@evil.test/',
  'https://sns.us-west-2.amazonaws.com@evil.test/',
  'https://user:pw@sns.us-west-2.amazonaws.com/',
  'https://xsns.us-west-2.amazonaws.com/',
  'https://sns.us-west-2.s3.amazonaws.com/',
  'https://sns.us_west.amazonaws.com/',
  'https://sns..amazonaws.com/',
  'https://SNS.us-west-2.amazonaws.com/',
  'https://sns.us-west-2.amazonaws.com./',
  'https://127.0.0.1/',
  'https://[::1]/',
  'https://169.254.169.254/latest/meta-data/',
  ' https://sns.us-west-2.amazonaws.com/',
  'https://sns.us-west-2.amazonaws.com/ HTTP/1.1\r\nX: y',
  'https://sns.us-west-2.amazonaws.com/é',
  'https://sns.us-west-2.amazonaws.com/#x',
  'https:sns.us-west-2.amazonaws.com/',
  'file:///etc/passwd',
  'javascript:alert(1)',
])('AWS SNS may not have %s called', (url) => {
  expect(sns(url)).toMatchObject({
    id: 'aws-sns',
    url,
    problem: expect.stringMatching(/not called/) as string,
  });
});

test.each([
  'https://rp-eastus2.eventgrid.azure.net:8443/',
  'https://rp-eastus2.eventgrid.azure.net.evil.test/',
  'https://topic.eastus2-1.eventgrid.azure.net/',
  'https://evil.azurewebsites.net/',
  'http://rp-eastus2.eventgrid.azure.net:553/',
])('Azure Event Grid may not have %s called', (url) => {
  expect(eventGrid(url)?.problem).toMatch(/not called/);
});

test('what is no such demand names nothing to call', () => {
  const SubscribeURL = 'https://sns.us-west-2.amazonaws.com/';
  expect(demandOf({ Type: 'Notification', SubscribeURL })).toBeUndefined();
  expect(demandOf({ Type: 'UnsubscribeConfirmation', SubscribeURL })).toBeUndefined();
  expect(demandOf({ Type: 'SubscriptionConfirmation', SubscribeURL: 7 })).toBeUndefined();
  expect(demandOf('x')).toBeUndefined();
  expect(demandOf(null)).toBeUndefined();
});
