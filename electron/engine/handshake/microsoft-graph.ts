import { queryText } from './fields.ts';
import { plainText, type Handshake } from './handshake.ts';

/**
 * learn.microsoft.com/graph/change-notifications-delivery-webhooks#notificationurl-validation, read 2026-11-25: the decoded token as
 * `text/plain`, status 200, within 10 s.
 */
export const microsoftGraph: Handshake = {
  id: 'microsoft-graph',
  isUnsigned: true,
  answer({ facts }) {
    const token = queryText(facts, 'validationToken');
    if (facts.request.method !== 'POST' || token === undefined) return undefined;
    return {
      reply: plainText(token),
      explanation: 'Microsoft Graph asked to validate the notification URL: its token was sent back.',
    };
  },
};
