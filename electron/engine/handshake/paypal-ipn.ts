import type { Handshake } from './handshake.ts';

/** developer.paypal.com/api/nvp-soap/ipn/IPNImplementation, read 2026-11-25: an empty 200 first, whatever is done after. */
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
