import { compact } from './serialize.ts';
import { headers, iso, isoSeconds, type Scene, type Template, type TemplateSet } from './template.ts';

type Fields = Record<string, unknown>;

function incident({ world, at }: Scene, status: string): Fields {
  const id = `Q${world.upper('incident', 13)}`;
  const ref = (type: string, refId: string, summary: string, path: string): Fields => ({
    html_url: `https://northwind.pagerduty.com/${path}/${refId}`,
    id: refId,
    self: `https://api.pagerduty.com/${path}/${refId}`,
    summary,
    type: `${type}_reference`,
  });
  const service = ref('service', `P${world.upper('service', 6)}`, 'Checkout', 'services');
  return {
    id,
    type: 'incident',
    self: `https://api.pagerduty.com/incidents/${id}`,
    html_url: `https://northwind.pagerduty.com/incidents/${id}`,
    number: world.int('number', 100, 9000),
    status,
    incident_key: world.hex('key', 32),
    created_at: isoSeconds(at),
    title: 'Error rate of POST /webhooks above 5 %',
    service,
    assignees: [ref('user', `P${world.upper('user', 6)}`, world.person('responder').name, 'users')],
    escalation_policy: ref(
      'escalation_policy',
      `P${world.upper('policy', 6)}`,
      'Checkout on call',
      'escalation_policies',
    ),
    teams: [],
    priority: { html_url: null, id: 'PSO75BM', self: null, summary: 'P1', type: 'priority_reference' },
    urgency: 'high',
    conference_bridge: null,
    resolve_reason: null,
    incident_type: { name: 'incident_default' },
  };
}

/** developer.pagerduty.com/docs/webhooks-overview (v3). */
const event = (type: string, title: string, status: string, agent: boolean): Template => ({
  event: type,
  title,
  render: (scene) => {
    const { world, message, at } = scene;
    const userId = `P${world.upper('user', 6)}`;
    return {
      headers: headers(
        'Content-Type',
        'application/json',
        'User-Agent',
        'PagerDuty-Webhook/V3.0',
        'Accept',
        '*/*',
        'X-Webhook-Id',
        world.uuid('webhook'),
        'X-Webhook-Subscription',
        `P${world.upper('subscription', 6)}`,
      ),
      body: compact({
        event: {
          id: `01${message.upper('event', 24)}`,
          event_type: type,
          resource_type: 'incident',
          occurred_at: iso(at),
          agent: agent
            ? {
                html_url: `https://northwind.pagerduty.com/users/${userId}`,
                id: userId,
                self: `https://api.pagerduty.com/users/${userId}`,
                summary: world.person('responder').name,
                type: 'user_reference',
              }
            : null,
          client: agent ? null : { name: 'Monitoring Service', url: 'https://monitoring.example.com' },
          data: incident(scene, status),
        },
      }),
    };
  },
});

export const pagerdutyTemplates: TemplateSet = {
  providerId: 'pagerduty',
  path: '/webhooks/pagerduty',
  templates: [
    event('incident.triggered', 'Incident triggered', 'triggered', false),
    event('incident.acknowledged', 'Incident acknowledged', 'acknowledged', true),
    event('incident.escalated', 'Incident escalated', 'triggered', true),
    event('incident.resolved', 'Incident resolved', 'resolved', true),
  ],
};
