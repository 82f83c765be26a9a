import { compact } from './serialize.ts';
import { HOUR, headers, iso, type Scene, type Template, type TemplateSet } from './template.ts';

type Fields = Record<string, unknown>;

/** linear.app/developers/webhooks: the kind is in `Linear-Event`, what was done in `action`. */
const event = (
  type: string,
  action: string,
  title: string,
  data: (scene: Scene) => Fields,
  change: Fields = {},
): Template => ({
  event: `${type}.${action}`,
  eventType: type,
  title,
  render: (scene) => {
    const { world, message, at } = scene;
    const actor = world.person('actor');
    return {
      headers: headers(
        'Content-Type',
        'application/json; charset=utf-8',
        'User-Agent',
        'Linear-Webhook',
        'Accept-Charset',
        'utf-8',
        'Linear-Delivery',
        message.uuid('delivery'),
        'Linear-Event',
        type,
      ),
      body: compact({
        action,
        actor: {
          id: world.uuid('actor'),
          name: actor.name,
          email: actor.email,
          url: `https://linear.app/northwind/profiles/${actor.username}`,
          type: 'user',
        },
        createdAt: iso(at),
        data: data(scene),
        ...change,
        url: `https://linear.app/northwind/issue/NOR-${issueNumber(scene)}`,
        type,
        organizationId: world.uuid('organization'),
        webhookTimestamp: at,
        webhookId: world.uuid('webhook'),
      }),
    };
  },
});
const issueNumber = ({ world }: Scene): number => world.int('issue number', 12, 900);

const issue = (scene: Scene, state: string, change: Fields = {}): Fields => {
  const { world, at } = scene;
  const states: Record<string, Fields> = {
    Todo: { color: '#e2e2e2', type: 'unstarted' },
    'In Progress': { color: '#f2c94c', type: 'started' },
    Done: { color: '#5e6ad2', type: 'completed' },
  };
  return {
    id: world.uuid('issue'),
    createdAt: iso(at - HOUR),
    updatedAt: iso(at),
    number: issueNumber(scene),
    title: 'Signature does not verify behind the load balancer',
    priority: 2,
    sortOrder: -512.4,
    startedAt: null,
    labelIds: [],
    teamId: world.uuid('team'),
    creatorId: world.uuid('actor'),
    stateId: world.uuid(`state ${state}`),
    priorityLabel: 'High',
    url: `https://linear.app/northwind/issue/NOR-${issueNumber(scene)}`,
    subscriberIds: [world.uuid('actor')],
    identifier: `NOR-${issueNumber(scene)}`,
    state: { id: world.uuid(`state ${state}`), ...states[state], name: state },
    team: { id: world.uuid('team'), key: 'NOR', name: 'Northwind' },
    labels: [],
    description: 'The URL we verify with says http, the sender signed https.',
    ...change,
  };
};

export const linearTemplates: TemplateSet = {
  providerId: 'linear',
  path: '/webhooks/linear',
  templates: [
    event('Issue', 'create', 'Issue created', (scene) => issue(scene, 'Todo')),
    event('Issue', 'update', 'Issue done', (scene) => issue(scene, 'Done', { completedAt: iso(scene.at) }), {
      updatedFrom: { completedAt: null, sortOrder: -511 },
    }),
    event('Issue', 'remove', 'Issue deleted', (scene) =>
      issue(scene, 'Todo', { archivedAt: iso(scene.at), trashed: true }),
    ),
    event('Comment', 'create', 'Comment', (scene) => ({
      id: scene.message.uuid('comment'),
      createdAt: iso(scene.at),
      updatedAt: iso(scene.at),
      body: 'Set the public URL in the settings.',
      issueId: scene.world.uuid('issue'),
      userId: scene.world.uuid('actor'),
      reactionData: [],
      issue: { id: scene.world.uuid('issue'), title: 'Signature does not verify behind the load balancer' },
      user: { id: scene.world.uuid('actor'), name: scene.world.person('actor').name },
    })),
    event(
      'Project',
      'update',
      'Project changed',
      ({ world, at }) => ({
        id: world.uuid('project'),
        createdAt: iso(at - 90 * HOUR),
        updatedAt: iso(at),
        name: 'Webhook gateway',
        description: '',
        slugId: world.hex('slug', 12),
        color: '#5e6ad2',
        state: 'started',
        creatorId: world.uuid('actor'),
        leadId: world.uuid('actor'),
        progress: 0.42,
        scope: 18,
        teamIds: [world.uuid('team')],
        memberIds: [],
      }),
      { updatedFrom: { state: 'planned' } },
    ),
  ],
};
