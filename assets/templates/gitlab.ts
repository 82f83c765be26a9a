import { compact } from './serialize.ts';
import { headers, iso, isoSeconds, MINUTE, type Scene, type Template, type TemplateSet } from './template.ts';

type Fields = Record<string, unknown>;

function project({ world, at }: Scene) {
  const person = world.person('user');
  const path = `northwind/${world.pick('project', ['checkout', 'hook-receiver', 'billing'])}`;
  const web = `https://gitlab.com/${path}`;
  const sha = world.hex('sha', 40);
  const stamp = `${iso(at).slice(0, 10)} ${iso(at).slice(11, 19)} UTC`;
  const user = { id: world.int('user id', 1000, 999_999), name: person.name, username: person.username, avatar_url: 'https://www.gravatar.com/avatar/0?s=80&d=identicon', email: '[REDACTED]' };
  return {
    at: isoSeconds(at),
    stamp,
    person,
    web,
    sha,
    before: world.hex('before', 40),
    user,
    iid: world.int('iid', 12, 400),
    id: world.int('own id', 10_000_000, 99_999_999),
    project: { id: world.int('project id', 100_000, 9_999_999), name: path.split('/')[1], description: '', web_url: web, avatar_url: null, git_ssh_url: `git@gitlab.com:${path}.git`, git_http_url: `${web}.git`, namespace: 'Northwind', visibility_level: 0, path_with_namespace: path, default_branch: 'main', ci_config_path: null, homepage: web, url: `git@gitlab.com:${path}.git`, ssh_url: `git@gitlab.com:${path}.git`, http_url: `${web}.git` },
    commit: { id: sha, message: 'Honour Retry-After when a delivery is refused\n', title: 'Honour Retry-After when a delivery is refused', timestamp: isoSeconds(at), url: `${web}/-/commit/${sha}`, author: { name: person.name, email: person.email } },
  };
}
type Project = ReturnType<typeof project>;
const repository = ({ project: p, web }: Project): Fields => ({ name: p.name, url: p.git_ssh_url, description: '', homepage: web, git_http_url: p.git_http_url, git_ssh_url: p.git_ssh_url, visibility_level: 0 });

/** docs.gitlab.com/user/project/integrations/webhook_events: the event is named in `X-Gitlab-Event`. */
const event = (type: string, name: string, title: string, body: (p: Project, scene: Scene) => Fields): Template => ({
  event: name,
  eventType: type,
  title,
  render: (scene) => ({
    headers: headers('Content-Type', 'application/json', 'User-Agent', 'GitLab/18.6.0-pre', 'Idempotency-Key', scene.message.uuid('key'), 'X-Gitlab-Event', type, 'X-Gitlab-Webhook-UUID', scene.world.uuid('webhook'), 'X-Gitlab-Instance', 'https://gitlab.com', 'X-Gitlab-Event-UUID', scene.message.uuid('event')),
    body: compact(body(project(scene), scene)),
  }),
});

const mergeRequest = (p: Project, action: string, state: string): Fields => ({
  object_kind: 'merge_request',
  event_type: 'merge_request',
  user: p.user,
  project: p.project,
  object_attributes: { id: p.id, iid: p.iid, target_branch: 'main', source_branch: 'retry-after', source_project_id: p.project.id, target_project_id: p.project.id, author_id: p.user.id, assignee_ids: [], reviewer_ids: [], title: 'Honour Retry-After when a delivery is refused', description: 'Closes #11', created_at: p.stamp, updated_at: p.stamp, draft: false, state, merge_status: 'can_be_merged', detailed_merge_status: 'mergeable', url: `${p.web}/-/merge_requests/${p.iid}`, source: p.project, target: p.project, last_commit: p.commit, work_in_progress: false, action, ...(state === 'merged' ? { merge_commit_sha: p.before } : { merge_commit_sha: null }) },
  labels: [],
  changes: {},
  repository: repository(p),
});

export const gitlabTemplates: TemplateSet = {
  providerId: 'gitlab',
  path: '/webhooks/gitlab',
  templates: [
    event('Push Hook', 'Push Hook', 'Commits pushed', (p) => ({ object_kind: 'push', event_name: 'push', before: p.before, after: p.sha, ref: 'refs/heads/main', ref_protected: true, checkout_sha: p.sha, message: null, user_id: p.user.id, user_name: p.person.name, user_username: p.person.username, user_email: '', user_avatar: p.user.avatar_url, project_id: p.project.id, project: p.project, commits: [{ ...p.commit, added: ['src/retry-after.ts'], modified: ['README.md'], removed: [] }], total_commits_count: 1, push_options: {}, repository: repository(p) })),
    event('Tag Push Hook', 'Tag Push Hook', 'Tag pushed', (p) => ({ object_kind: 'tag_push', event_name: 'tag_push', before: '0'.repeat(40), after: p.sha, ref: 'refs/tags/v1.4.0', ref_protected: true, checkout_sha: p.sha, message: 'Retry-After', user_id: p.user.id, user_name: p.person.name, user_username: p.person.username, user_email: '', user_avatar: p.user.avatar_url, project_id: p.project.id, project: p.project, commits: [], total_commits_count: 0, push_options: {}, repository: repository(p) })),
    event('Merge Request Hook', 'Merge Request Hook.open', 'Merge request opened', (p) => mergeRequest(p, 'open', 'opened')),
    event('Merge Request Hook', 'Merge Request Hook.merge', 'Merge request merged', (p) => mergeRequest(p, 'merge', 'merged')),
    event('Issue Hook', 'Issue Hook', 'Issue opened', (p) => ({ object_kind: 'issue', event_type: 'issue', user: p.user, project: p.project, object_attributes: { author_id: p.user.id, closed_at: null, confidential: false, created_at: p.stamp, description: 'The URL we verify with says http.', due_date: null, id: p.id, iid: p.iid, milestone_id: null, moved_to_id: null, project_id: p.project.id, relative_position: null, state_id: 1, time_estimate: 0, title: 'Signature does not verify behind the load balancer', updated_at: p.stamp, url: `${p.web}/-/issues/${p.iid}`, assignee_ids: [], assignee_id: null, labels: [], state: 'opened', severity: 'unknown', type: 'Issue', action: 'open' }, labels: [], changes: {}, repository: repository(p) })),
    event('Pipeline Hook', 'Pipeline Hook', 'Pipeline finished', (p, { at }) => ({ object_kind: 'pipeline', object_attributes: { id: p.id, iid: p.iid, name: null, ref: 'main', tag: false, sha: p.sha, before_sha: p.before, source: 'push', status: 'success', detailed_status: 'passed', stages: ['build', 'test'], created_at: p.stamp, finished_at: p.stamp, duration: 147, queued_duration: 3, variables: [], url: `${p.web}/-/pipelines/${p.id}` }, merge_request: null, user: p.user, project: p.project, commit: p.commit, builds: [{ id: p.id + 1, stage: 'test', name: 'unit', status: 'success', created_at: p.stamp, started_at: isoSeconds(at - 3 * MINUTE), finished_at: p.at, duration: 131.2, queued_duration: 2.1, failure_reason: null, when: 'on_success', manual: false, allow_failure: false, user: p.user, runner: null, artifacts_file: { filename: null, size: null }, environment: null }] })),
  ],
};
