import { compact } from './serialize.ts';
import { headers, isoSeconds, MINUTE, type Scene, type Template, type TemplateSet } from './template.ts';

type Fields = Record<string, unknown>;
const FIELDS = [
  { id: 'JwWggjAKtOkA', title: 'What is your name?', type: 'short_text', ref: 'name', properties: {} },
  { id: 'SMEUb7VJz92Q', title: 'And your e-mail?', type: 'email', ref: 'email', properties: {} },
  { id: 'k6TP9oLGgHjl', title: 'How did it go?', type: 'opinion_scale', ref: 'score', properties: {} },
] as const;

/** typeform.com/developers/webhooks/example-payload. */
const event = (name: string, type: string, title: string, answers: (scene: Scene) => Fields[]): Template => ({
  event: name,
  eventType: type,
  title,
  render: (scene) => {
    const { world, message, at } = scene;
    const token = world.lower('token', 26);
    const formId = world.base62('form', 8);
    return {
      headers: headers(
        'Content-Type',
        'application/json',
        'User-Agent',
        'Typeform Webhooks',
        'Accept',
        '*/*',
      ),
      body: compact({
        event_id: `01${message.upper('event', 24)}`,
        event_type: type,
        form_response: {
          form_id: formId,
          token,
          landed_at: isoSeconds(at - 2 * MINUTE),
          submitted_at: isoSeconds(at),
          hidden: { customer: world.hex('customer', 8) },
          calculated: { score: 9 },
          definition: {
            id: formId,
            title: 'How was your order?',
            fields: FIELDS,
            endings: [
              { id: 'DefaultTyScreen', ref: 'default_tys', title: 'Thank you', type: 'thankyou_screen' },
            ],
          },
          answers: answers(scene),
          ending: { id: 'DefaultTyScreen', ref: 'default_tys' },
        },
      }),
    };
  },
});
const reference = (index: 0 | 1 | 2): Fields => ({
  id: FIELDS[index].id,
  type: FIELDS[index].type,
  ref: FIELDS[index].ref,
});
const answered = ({ world }: Scene): Fields[] => [
  { type: 'text', text: world.person('respondent').name, field: reference(0) },
  { type: 'email', email: world.person('respondent').email, field: reference(1) },
  { type: 'number', number: 9, field: reference(2) },
];

export const typeformTemplates: TemplateSet = {
  providerId: 'typeform',
  path: '/webhooks/typeform',
  templates: [
    event('form_response', 'form_response', 'Form filled in', answered),
    event('form_response_partial', 'form_response_partial', 'Form left half filled in', (scene) =>
      answered(scene).slice(0, 1),
    ),
  ],
};
