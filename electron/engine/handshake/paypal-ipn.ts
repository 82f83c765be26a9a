import type { Handshake } from './handshake.ts';

/**
 * developer.paypal.com/api/nvp-soap/ipn/IPNImplementation, “IPN listener request-response flow”, read 2026-11-25: an empty 200, and
 * only then the message is posted back; without it PayPal sends again.
 */
export const paypalIpn: Handshake = {
  id: 'paypal-ipn',
  isUnsigned: true,
  isLast: true,
  answer({ facts }) {
    if (facts.request.method !== 'POST' || facts.recognition?.providerId !== 'paypal-ipn') return undefined;
    return {
      reply: { status: 200, headers: [], body: { text: '' } },
      explanation: 'PayPal wants an empty 200 for each notification.',
    };
  },
};
