import { headerText, jsonText } from './fields.ts';
import { json, type Handshake } from './handshake.ts';

const VALIDATION = 'Microsoft.EventGrid.SubscriptionValidationEvent';

/**
 * learn.microsoft.com/azure/event-grid/end-point-validation-event-grid-events-schema, read 2026-11-25: the code in
 * `validationResponse`, status 200 and no other.
 */
export const azureEventGrid: Handshake = {
  id: 'azure-event-grid',
  isUnsigned: true,
  answer({ facts }) {
    const code = jsonText(facts, 0, 'data', 'validationCode');
    if (facts.request.method !== 'POST' || code === undefined) return undefined;
    if (
      headerText(facts, 'aeg-event-type') !== 'SubscriptionValidation' &&
      jsonText(facts, 0, 'eventType') !== VALIDATION
    ) {
      return undefined;
    }
    return {
      reply: json({ validationResponse: code }),
      explanation: 'Azure Event Grid asked to validate the subscription: its validation code was sent back.',
    };
  },
};
