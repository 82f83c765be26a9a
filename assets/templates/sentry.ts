import { compact } from './serialize.ts';
import { headers, iso, seconds, type Scene, type Template, type TemplateSet } from './template.ts';

type Fields = Record<string, unknown>;

const projectOf = ({ world }: Scene): Fields => ({
  id: world.digits('project', 13),
  name: 'checkout',
  slug: 'checkout',
  platform: 'node',
});
const issueUrl = ({ world }: Scene): string =>
  `https://northwind.sentry.io/issues/${world.digits('issue', 10)}/`;

/** docs.sentry.io/organization/integrations/integration-platform/webhooks: the resource is in a header, the action in the body. */
const event = (
  resource: string,
  action: string,
  title: string,
  data: (scene: Scene) => Fields,
): Template => ({
  event: `${resource}.${action}`,
  eventType: resource,
  title,
  render: (scene) => ({
    headers: headers(
      'Content-Type',
      'application/json',
      'User-Agent',
      'sentry/26.11',
      'Request-ID',
      scene.message.hex('request', 32),
      'Sentry-Hook-Resource',
      resource,
      'Sentry-Hook-Timestamp',
      String(seconds(scene.at)),
    ),
    body: compact({
      action,
      installation: { uuid: scene.world.uuid('installation') },
      data: data(scene),
      actor: { type: 'application', id: 'sentry', name: 'Sentry' },
    }),
  }),
});

const issue = (scene: Scene, change: Fields = {}): Fields => {
  const { world, at } = scene;
  return {
    issue: {
      url: `https://sentry.io/api/0/organizations/northwind/issues/${world.digits('issue', 10)}/`,
      web_url: issueUrl(scene),
      project_url: 'https://northwind.sentry.io/issues/?project=1',
      id: world.digits('issue', 10),
      shareId: null,
      shortId: 'CHECKOUT-4F',
      title: 'TypeError: Cannot read properties of null',
      culprit: 'POST /webhooks/stripe',
      permalink: null,
      logger: null,
      level: 'error',
      status: 'unresolved',
      statusDetails: {},
      substatus: 'new',
      isPublic: false,
      platform: 'node',
      project: projectOf(scene),
      type: 'error',
      metadata: {
        value: "Cannot read properties of null (reading 'id')",
        type: 'TypeError',
        filename: 'src/webhooks.ts',
        function: 'handle',
      },
      numComments: 0,
      assignedTo: null,
      isBookmarked: false,
      isSubscribed: false,
      hasSeen: false,
      annotations: [],
      issueType: 'error',
      issueCategory: 'error',
      priority: 'high',
      isUnhandled: true,
      count: '1',
      userCount: 0,
      firstSeen: iso(at),
      lastSeen: iso(at),
      ...change,
    },
  };
};

export const sentryTemplates: TemplateSet = {
  providerId: 'sentry',
  path: '/webhooks/sentry',
  templates: [
    event('issue', 'created', 'Issue created', (scene) => issue(scene)),
    event('issue', 'resolved', 'Issue resolved', (scene) =>
      issue(scene, { status: 'resolved', substatus: null, statusDetails: { inNextRelease: true } }),
    ),
    event('event_alert', 'triggered', 'Alert rule triggered', (scene) => ({
      event: {
        event_id: scene.message.hex('event', 32),
        project: Number(scene.world.digits('project', 13)),
        release: '1.4.0',
        platform: 'node',
        message: '',
        datetime: iso(scene.at),
        title: 'TypeError: Cannot read properties of null',
        culprit: 'POST /webhooks/stripe',
        level: 'error',
        timestamp: seconds(scene.at),
        issue_id: scene.world.digits('issue', 10),
        issue_url: issueUrl(scene),
        web_url: issueUrl(scene),
        tags: [
          ['environment', 'production'],
          ['level', 'error'],
        ],
        metadata: { type: 'TypeError', value: "Cannot read properties of null (reading 'id')" },
      },
      triggered_rule: 'Any new error in production',
    })),
    event('comment', 'created', 'Comment on an issue', (scene) => ({
      comment: 'Fixed by the next release.',
      comment_id: scene.message.int('comment', 1_000_000, 9_999_999),
      issue_id: Number(scene.world.digits('issue', 10)),
      project_slug: 'checkout',
      timestamp: iso(scene.at),
    })),
    event('installation', 'created', 'Integration installed', (scene) => ({
      installation: {
        status: 'pending',
        organization: { slug: 'northwind' },
        app: { uuid: scene.world.uuid('app'), slug: 'hook-receiver' },
        code: scene.world.hex('code', 64),
        uuid: scene.world.uuid('installation'),
      },
    })),
  ],
};
