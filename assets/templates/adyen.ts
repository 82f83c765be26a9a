import { compact } from './serialize.ts';
import { headers, isoSeconds, type Scene, type Template, type TemplateSet } from './template.ts';

type Fields = Record<string, unknown>;

/** docs.adyen.com/development-resources/webhooks/webhook-types. The signature is filled in when the message is signed. */
const event = (code: string, title: string, change: (scene: Scene) => Fields): Template => ({
  event: code,
  title,
  render: (scene) => {
    const { world, message, at } = scene;
    return {
      headers: headers(
        'Content-Type',
        'application/json; charset=utf-8',
        'User-Agent',
        'Adyen HttpClient 1.0',
        'Accept',
        '*/*',
      ),
      body: compact({
        live: 'false',
        notificationItems: [
          {
            NotificationRequestItem: {
              additionalData: { hmacSignature: '' },
              amount: { currency: 'EUR', value: world.product('product').priceCents },
              eventCode: code,
              eventDate: `${isoSeconds(at).slice(0, 19)}+00:00`,
              merchantAccountCode: 'NorthwindECOM',
              merchantReference: `order-${world.digits('order', 6)}`,
              originalReference: world.upper('authorisation', 16),
              paymentMethod: 'visa',
              pspReference: message.upper('reference', 16),
              reason: '',
              success: 'true',
              ...change(scene),
            },
          },
        ],
      }),
    };
  },
});

export const adyenTemplates: TemplateSet = {
  providerId: 'adyen',
  path: '/webhooks/adyen',
  templates: [
    event('AUTHORISATION', 'Payment authorised', ({ world }) => ({
      additionalData: {
        cardSummary: '1111',
        expiryDate: '03/2030',
        authCode: world.digits('auth code', 6),
        hmacSignature: '',
      },
      operations: ['CANCEL', 'CAPTURE', 'REFUND'],
      originalReference: '',
      pspReference: world.upper('authorisation', 16),
      reason: `${world.digits('auth code', 6)}:1111:03/2030`,
    })),
    event('CAPTURE', 'Payment captured', () => ({})),
    event('REFUND', 'Payment refunded', () => ({})),
    event('CANCELLATION', 'Payment cancelled', () => ({})),
    event('CHARGEBACK', 'Chargeback', () => ({
      additionalData: {
        chargebackReasonCode: '10.4',
        modificationMerchantReferences: '',
        chargebackSchemeCode: 'visa',
        hmacSignature: '',
      },
      reason: 'Other Fraud-Card Absent Environment',
    })),
  ],
};
