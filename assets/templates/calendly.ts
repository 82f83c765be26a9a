import { compact } from './serialize.ts';
import { DAY, headers, HOUR, iso, type Scene, type Template, type TemplateSet } from './template.ts';

type Fields = Record<string, unknown>;
const API = 'https://api.calendly.com';
const stamp = (at: number): string => iso(at).replace('Z', '000Z');

/** developer.calendly.com/api-docs: webhook payload of an invitee. */
const event = (name: string, title: string, change: (scene: Scene) => Fields): Template => ({
  event: name,
  title,
  render: (scene) => {
    const { world, at } = scene;
    const person = world.person('invitee');
    const host = world.person('host');
    const eventUri = `${API}/scheduled_events/${world.uuid('event')}`;
    const invitee = `${eventUri}/invitees/${world.uuid('invitee')}`;
    const user = `${API}/users/${world.uuid('user')}`;
    return {
      headers: headers('Content-Type', 'application/json', 'User-Agent', 'Calendly', 'Accept', '*/*'),
      body: compact({
        created_at: stamp(at),
        created_by: user,
        event: name,
        payload: {
          cancel_url: `https://calendly.com/cancellations/${world.uuid('invitee')}`,
          created_at: stamp(at),
          email: person.email,
          event: eventUri,
          first_name: person.first,
          invitee_scheduled_by: null,
          last_name: person.last,
          name: person.name,
          new_invitee: null,
          no_show: null,
          old_invitee: null,
          payment: null,
          questions_and_answers: [
            { answer: 'The webhook gateway', position: 0, question: 'What shall we talk about?' },
          ],
          reconfirmation: null,
          reschedule_url: `https://calendly.com/reschedulings/${world.uuid('invitee')}`,
          rescheduled: false,
          routing_form_submission: null,
          scheduled_event: {
            uri: eventUri,
            name: '30 Minute Meeting',
            status: 'active',
            start_time: stamp(at + DAY),
            end_time: stamp(at + DAY + HOUR / 2),
            event_type: `${API}/event_types/${world.uuid('event type')}`,
            location: {
              type: 'google_conference',
              status: 'pushed',
              join_url: 'https://meet.google.com/abc-defg-hij',
            },
            invitees_counter: { total: 1, active: 1, limit: 1 },
            created_at: stamp(at),
            updated_at: stamp(at),
            event_memberships: [{ user, user_email: host.email, user_name: host.name }],
            event_guests: [],
          },
          scheduling_method: null,
          status: 'active',
          text_reminder_number: null,
          timezone: 'America/Los_Angeles',
          tracking: {
            utm_campaign: null,
            utm_source: null,
            utm_medium: null,
            utm_content: null,
            utm_term: null,
            salesforce_uuid: null,
          },
          updated_at: stamp(at),
          uri: invitee,
          ...change(scene),
        },
      }),
    };
  },
});

export const calendlyTemplates: TemplateSet = {
  providerId: 'calendly',
  path: '/webhooks/calendly',
  templates: [
    event('invitee.created', 'Meeting booked', () => ({})),
    event('invitee.canceled', 'Meeting canceled', ({ world, at }) => ({
      status: 'canceled',
      cancellation: {
        canceled_by: world.person('invitee').name,
        reason: 'Something came up',
        canceler_type: 'invitee',
        created_at: stamp(at),
      },
    })),
    event('invitee_no_show.created', 'Marked as not shown up', ({ world, at }) => ({
      no_show: { uri: `${API}/invitee_no_shows/${world.uuid('no show')}`, created_at: stamp(at) },
    })),
  ],
};
