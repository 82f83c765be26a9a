import { compact } from './serialize.ts';
import { headers, isoSeconds, type Scene, type Template, type TemplateSet } from './template.ts';

type Fields = Record<string, unknown>;
const stamp = (at: number): string => `${isoSeconds(at).slice(0, 19)}.000000+00:00`;

function project({ world, at }: Scene) {
  const person = world.person('actor');
  const name = world.pick('repository', ['checkout', 'hook-receiver', 'billing']);
  const full = `northwind/${name}`;
  const api = `https://api.bitbucket.org/2.0/repositories/${full}`;
  const html = `https://bitbucket.org/${full}`;
  const actor = {
    display_name: person.name,
    links: {
      self: { href: `https://api.bitbucket.org/2.0/users/%7B${world.uuid('actor')}%7D` },
      html: { href: `https://bitbucket.org/%7B${world.uuid('actor')}%7D/` },
    },
    type: 'user',
    uuid: `{${world.uuid('actor')}}`,
    account_id: `${world.digits('account', 6)}:${world.uuid('account')}`,
    nickname: person.first,
  };
  const link = (path: string) => ({ self: { href: api + path }, html: { href: html + path } });
  return {
    at: stamp(at),
    person,
    name,
    full,
    actor,
    link,
    sha: world.hex('sha', 40),
    before: world.hex('before', 40),
    number: world.int('number', 3, 300),
    repository: {
      type: 'repository',
      full_name: full,
      links: link(''),
      name,
      scm: 'git',
      website: null,
      owner: {
        type: 'team',
        display_name: 'Northwind',
        uuid: `{${world.uuid('team')}}`,
        username: 'northwind',
      },
      workspace: { type: 'workspace', uuid: `{${world.uuid('team')}}`, name: 'Northwind', slug: 'northwind' },
      is_private: true,
      project: { type: 'project', key: 'NOR', uuid: `{${world.uuid('project')}}`, name: 'Northwind' },
      uuid: `{${world.uuid('repository')}}`,
    },
  };
}
type Project = ReturnType<typeof project>;

/** support.atlassian.com/bitbucket-cloud/docs/event-payloads: the event is named in `X-Event-Key`. */
const event = (key: string, title: string, body: (p: Project) => Fields): Template => ({
  event: key,
  title,
  render: (scene) => {
    const p = project(scene);
    return {
      headers: headers(
        'Content-Type',
        'application/json',
        'User-Agent',
        'Bitbucket-Webhooks/2.0',
        'X-Event-Key',
        key,
        'X-Hook-UUID',
        scene.world.uuid('hook'),
        'X-Request-UUID',
        scene.message.uuid('request'),
        'X-Event-Time',
        p.at,
        'X-Attempt-Number',
        '1',
      ),
      body: compact({ ...body(p), repository: p.repository, actor: p.actor }),
    };
  },
});

const commit = (p: Project, hash: string): Fields => ({
  type: 'commit',
  hash,
  date: p.at,
  author: { type: 'author', raw: `${p.person.name} <${p.person.email}>`, user: p.actor },
  message: 'Honour Retry-After when a delivery is refused\n',
  links: p.link(`/commits/${hash}`),
  parents: [],
});
const branch = (p: Project, name: string, hash: string): Fields => ({
  name,
  target: commit(p, hash),
  links: p.link(`/branch/${name}`),
  type: 'branch',
  merge_strategies: ['merge_commit', 'squash', 'fast_forward'],
  default_merge_strategy: 'merge_commit',
});

const pullRequest = (p: Project, state: string): Fields => ({
  comment_count: 0,
  task_count: 0,
  type: 'pullrequest',
  id: p.number,
  title: 'Honour Retry-After when a delivery is refused',
  description: 'Closes #11',
  rendered: {
    title: {
      type: 'rendered',
      raw: 'Honour Retry-After',
      markup: 'markdown',
      html: '<p>Honour Retry-After</p>',
    },
  },
  state,
  draft: false,
  merge_commit: state === 'MERGED' ? { type: 'commit', hash: p.before.slice(0, 12) } : null,
  close_source_branch: true,
  closed_by: state === 'MERGED' ? p.actor : null,
  author: p.actor,
  reason: '',
  created_on: p.at,
  updated_on: p.at,
  destination: {
    branch: { name: 'main' },
    commit: { type: 'commit', hash: p.before.slice(0, 12) },
    repository: p.repository,
  },
  source: {
    branch: { name: 'retry-after' },
    commit: { type: 'commit', hash: p.sha.slice(0, 12) },
    repository: p.repository,
  },
  reviewers: [],
  participants: [],
  links: p.link(`/pullrequests/${p.number}`),
});

export const bitbucketTemplates: TemplateSet = {
  providerId: 'bitbucket',
  path: '/webhooks/bitbucket',
  templates: [
    event('repo:push', 'Commits pushed', (p) => ({
      push: {
        changes: [
          {
            old: branch(p, 'main', p.before),
            new: branch(p, 'main', p.sha),
            created: false,
            closed: false,
            forced: false,
            truncated: false,
            links: p.link(`/branches/compare/${p.sha}..${p.before}`),
            commits: [commit(p, p.sha)],
          },
        ],
      },
    })),
    event('pullrequest:created', 'Pull request opened', (p) => ({ pullrequest: pullRequest(p, 'OPEN') })),
    event('pullrequest:approved', 'Pull request approved', (p) => ({
      pullrequest: pullRequest(p, 'OPEN'),
      approval: { date: p.at, user: p.actor },
    })),
    event('pullrequest:fulfilled', 'Pull request merged', (p) => ({ pullrequest: pullRequest(p, 'MERGED') })),
    event('issue:created', 'Issue opened', (p) => ({
      issue: {
        type: 'issue',
        id: p.number,
        title: 'Signature does not verify',
        content: {
          type: 'rendered',
          raw: 'The URL says http.',
          markup: 'markdown',
          html: '<p>The URL says http.</p>',
        },
        reporter: p.actor,
        assignee: null,
        created_on: p.at,
        edited_on: null,
        updated_on: p.at,
        state: 'new',
        kind: 'bug',
        priority: 'major',
        milestone: null,
        component: null,
        votes: 0,
        watches: 1,
        links: p.link(`/issues/${p.number}`),
      },
    })),
  ],
};
