import { formEncoded } from './serialize.ts';
import { headers, type Scene, type Template, type TemplateSet } from './template.ts';

type Fields = Record<string, string>;

/** One conversation: the account, two numbers, a message and a call. */
function conversation({ world }: Scene) {
  const account = `AC${world.hex('account', 32)}`;
  return {
    account,
    message: `SM${world.hex('message', 32)}`,
    call: `CA${world.hex('call', 32)}`,
    service: `MG${world.hex('service', 32)}`,
    ours: '+15017122661',
    theirs: world.person('caller').phone,
  };
}
type Conversation = ReturnType<typeof conversation>;

const place = (side: 'From' | 'To', city: string, zip: string): Fields => ({
  [`${side}City`]: city,
  [`${side}State`]: side === 'To' ? 'AR' : 'OR',
  [`${side}Zip`]: zip,
  [`${side}Country`]: 'US',
});
const places = { ...place('To', 'LITTLE ROCK', '72201'), ...place('From', 'PORTLAND', '97204') };

/** Parameters: twilio.com/docs/messaging/guides/webhook-request, twilio.com/docs/voice/twiml; a form, sorted by nothing. */
const event = (name: string, title: string, fields: (c: Conversation, scene: Scene) => Fields): Template => ({
  event: name,
  title,
  render: (scene) => ({
    headers: headers(
      'Content-Type',
      'application/x-www-form-urlencoded; charset=utf-8',
      'User-Agent',
      'TwilioProxy/1.1',
      'Accept',
      '*/*',
      'X-Home-Region',
      'us1',
      'I-Twilio-Idempotency-Token',
      scene.message.uuid('idempotency'),
    ),
    body: formEncoded(fields(conversation(scene), scene)),
  }),
});

const inbound = (c: Conversation, change: Fields): Fields => ({
  ...places,
  SmsMessageSid: c.message,
  NumMedia: '0',
  SmsSid: c.message,
  SmsStatus: 'received',
  Body: 'Where is my order 1042?',
  MessagingServiceSid: c.service,
  To: c.ours,
  NumSegments: '1',
  MessageSid: c.message,
  AccountSid: c.account,
  From: c.theirs,
  ApiVersion: '2010-04-01',
  ...change,
});

const status = (name: string, title: string, change: (scene: Scene) => Fields = () => ({})): Template =>
  event(`message.${name}`, title, (c, scene) => ({
    SmsSid: c.message,
    SmsStatus: name,
    MessageStatus: name,
    To: c.theirs,
    MessageSid: c.message,
    MessagingServiceSid: c.service,
    AccountSid: c.account,
    From: c.ours,
    ApiVersion: '2010-04-01',
    ...change(scene),
  }));

const call = (name: string, title: string, change: (scene: Scene) => Fields = () => ({})): Template =>
  event(`call.${name}`, title, (c, scene) => ({
    Called: c.ours,
    ...places,
    CallerName: '',
    Direction: 'inbound',
    CallSid: c.call,
    AccountSid: c.account,
    ApiVersion: '2010-04-01',
    Caller: c.theirs,
    CallStatus: name,
    To: c.ours,
    From: c.theirs,
    CallToken: scene.world.base62('call token', 64),
    ...change(scene),
  }));

/** RFC 2822, as Twilio writes the time of a status callback: `Wed, 25 Nov 2026 08:31:07 +0000`. */
const mailDate = (at: number): string => new Date(at).toUTCString().replace('GMT', '+0000');

const callback = (sequence: number, { at }: Scene): Fields => ({
  Timestamp: mailDate(at),
  CallbackSource: 'call-progress-events',
  SequenceNumber: String(sequence),
});

export const twilioTemplates: TemplateSet = {
  providerId: 'twilio',
  path: '/webhooks/twilio',
  templates: [
    event('message.received', 'SMS received', (c) => inbound(c, {})),
    {
      ...event('message.received.media', 'MMS with a picture received', (c) =>
        inbound(c, {
          NumMedia: '1',
          MediaContentType0: 'image/jpeg',
          MediaUrl0: `https://api.twilio.com/2010-04-01/Accounts/${c.account}/Messages/${c.message}/Media/ME${c.call.slice(2)}`,
          Body: 'It arrived like this',
        }),
      ),
      eventType: 'message.received',
    },
    {
      ...event('message.received.whatsapp', 'WhatsApp message received', (c, { world }) =>
        inbound(c, {
          From: `whatsapp:${c.theirs}`,
          To: `whatsapp:${c.ours}`,
          ProfileName: world.person('caller').name,
          WaId: c.theirs.slice(1),
          MessageType: 'text',
        }),
      ),
      eventType: 'message.received',
    },
    status('queued', 'Message queued'),
    status('sent', 'Message sent'),
    status('delivered', 'Message delivered', ({ at }) => ({
      RawDlrDoneDate: new Date(at).toISOString().slice(2, 16).replace(/[-T:]/g, ''),
    })),
    status('undelivered', 'Message not delivered', () => ({
      ErrorCode: '30003',
      ErrorMessage: 'Unreachable destination handset',
    })),
    status('failed', 'Message failed', () => ({ ErrorCode: '30007', ErrorMessage: 'Message filtered' })),
    call('ringing', 'Call comes in', () => ({ StirVerstat: 'TN-Validation-Passed-A' })),
    call('in-progress', 'Caller pressed keys', () => ({
      Digits: '2',
      FinishedOnKey: '#',
      msg: 'Gather End',
    })),
    call('completed', 'Call ended', (scene) => ({
      Duration: '1',
      CallDuration: String(scene.world.int('duration', 20, 240)),
      ...callback(3, scene),
    })),
    call('busy', 'Line was busy', (scene) => ({
      Direction: 'outbound-api',
      CallDuration: '0',
      SipResponseCode: '486',
      ...callback(2, scene),
    })),
    call('no-answer', 'Call not answered', (scene) => ({
      Direction: 'outbound-api',
      CallDuration: '0',
      ...callback(2, scene),
    })),
    event('recording.completed', 'Recording ready', (c, { world, at }) => ({
      RecordingSource: 'RecordVerb',
      RecordingSid: `RE${world.hex('recording', 32)}`,
      RecordingUrl: `https://api.twilio.com/2010-04-01/Accounts/${c.account}/Recordings/RE${world.hex('recording', 32)}`,
      RecordingStatus: 'completed',
      RecordingChannels: '1',
      ErrorCode: '0',
      CallSid: c.call,
      RecordingStartTime: mailDate(at - 61_000),
      AccountSid: c.account,
      RecordingDuration: String(world.int('recording duration', 10, 60)),
    })),
  ],
};
