import { actionsRun, checkSuite, deployment, deploymentStatus } from './github-actions.ts';
import { commit, issue, project, pullRequest, type Project } from './github-objects.ts';
import { compact } from './serialize.ts';
import { headers, HOUR, isoSeconds, type Scene, type Template, type TemplateSet } from './template.ts';

type Fields = Record<string, unknown>;

/** `pull_request.opened` is sent as the event `pull_request` with the action `opened`. */
const event = (name: string, title: string, payload: (p: Project, scene: Scene) => Fields): Template => {
  const [type = name, action] = name.split('.');
  return {
    event: name,
    eventType: type,
    title,
    render(scene) {
      const p = project(scene);
      const hookId = scene.world.digits('hook', 9);
      return {
        headers: headers(
          'Accept',
          '*/*',
          'Content-Type',
          'application/json',
          'User-Agent',
          `GitHub-Hookshot/${scene.world.hex('hookshot', 7)}`,
          'X-GitHub-Delivery',
          scene.message.uuid('delivery'),
          'X-GitHub-Event',
          type,
          'X-GitHub-Hook-ID',
          hookId,
          'X-GitHub-Hook-Installation-Target-ID',
          String(p.repository['id']),
          'X-GitHub-Hook-Installation-Target-Type',
          'repository',
        ),
        body: compact({
          ...(action === undefined ? {} : { action }),
          ...payload(p, scene),
          repository: p.repository,
          sender: name.startsWith('pull_request_review') ? p.reviewer : p.owner,
        }),
      };
    },
  };
};

const pull = (
  name: string,
  title: string,
  change: (p: Project) => Fields,
  beside: (p: Project) => Fields = () => ({}),
): Template =>
  event(`pull_request.${name}`, title, (p) => ({
    number: p.number,
    pull_request: pullRequest(p, change(p)),
    ...beside(p),
  }));

const review = (p: Project, state: string, scene: Scene): Fields => {
  const id = scene.message.int('review', 100_000_000, 999_999_999);
  return {
    review: {
      id,
      node_id: `PRR_kwDO${id}`,
      user: p.reviewer,
      body: state === 'approved' ? 'Thanks, this is clear.' : 'Please also cover a date in Retry-After.',
      commit_id: p.head,
      submitted_at: p.at,
      state,
      html_url: `${p.htmlUrl}/pull/${p.number}#pullrequestreview-${id}`,
      pull_request_url: `${p.url}/pulls/${p.number}`,
      author_association: 'COLLABORATOR',
      _links: {
        html: { href: `${p.htmlUrl}/pull/${p.number}#pullrequestreview-${id}` },
        pull_request: { href: `${p.url}/pulls/${p.number}` },
      },
    },
    pull_request: pullRequest(p, {}, false),
  };
};

export const githubTemplates: TemplateSet = {
  providerId: 'github',
  path: '/webhooks/github',
  templates: [
    event('ping', 'Webhook made', (p, { world }) => {
      const id = world.int('hook', 100_000_000, 999_999_999);
      return {
        zen: 'Keep it logically awesome.',
        hook_id: id,
        hook: {
          type: 'Repository',
          id,
          name: 'web',
          active: true,
          events: ['push', 'pull_request'],
          config: {
            content_type: 'json',
            insecure_ssl: '0',
            secret: '********',
            url: 'https://hooks.example.com/github',
          },
          updated_at: p.at,
          created_at: p.at,
          url: `${p.url}/hooks/${id}`,
          test_url: `${p.url}/hooks/${id}/test`,
          ping_url: `${p.url}/hooks/${id}/pings`,
          deliveries_url: `${p.url}/hooks/${id}/deliveries`,
          last_response: { code: null, status: 'unused', message: null },
        },
      };
    }),
    event('push', 'Commits pushed', (p) => ({
      ref: 'refs/heads/main',
      before: p.base,
      after: p.head,
      created: false,
      deleted: false,
      forced: false,
      base_ref: null,
      compare: `${p.htmlUrl}/compare/${p.base.slice(0, 12)}...${p.head.slice(0, 12)}`,
      commits: [commit(p)],
      head_commit: commit(p),
      pusher: { name: p.author.username, email: p.author.email },
    })),
    pull('opened', 'Pull request opened', () => ({})),
    pull(
      'synchronize',
      'Pull request pushed to',
      () => ({ commits: 2 }),
      (p) => ({ before: p.base, after: p.head }),
    ),
    pull('closed', 'Pull request merged', (p) => ({
      state: 'closed',
      closed_at: p.at,
      merged_at: p.at,
      merged: true,
      merged_by: p.owner,
      mergeable_state: 'unknown',
      requested_reviewers: [],
    })),
    event('pull_request_review.submitted', 'Pull request approved', (p, scene) =>
      review(p, 'approved', scene),
    ),
    event('pull_request_review_comment.created', 'Comment on a line', (p, { message }) => {
      const id = message.int('comment', 1_000_000_000, 2_000_000_000);
      return {
        comment: {
          url: `${p.url}/pulls/comments/${id}`,
          pull_request_review_id: id - 7,
          id,
          node_id: `PRRC_kwDO${id}`,
          diff_hunk: '@@ -12,3 +12,7 @@ export function deliver() {',
          path: 'src/deliver.ts',
          position: 4,
          original_position: 4,
          commit_id: p.head,
          original_commit_id: p.head,
          user: p.reviewer,
          body: 'What if the header holds a date?',
          created_at: p.at,
          updated_at: p.at,
          html_url: `${p.htmlUrl}/pull/${p.number}#discussion_r${id}`,
          pull_request_url: `${p.url}/pulls/${p.number}`,
          author_association: 'COLLABORATOR',
          _links: {
            self: { href: `${p.url}/pulls/comments/${id}` },
            html: { href: `${p.htmlUrl}/pull/${p.number}#discussion_r${id}` },
            pull_request: { href: `${p.url}/pulls/${p.number}` },
          },
          line: 15,
          side: 'RIGHT',
          start_line: null,
          start_side: null,
        },
        pull_request: pullRequest(p, {}, false),
      };
    }),
    event('issues.opened', 'Issue opened', (p) => ({ issue: issue(p) })),
    event('issues.closed', 'Issue closed', (p) => ({
      issue: issue(p, { state: 'closed', state_reason: 'completed', closed_at: p.at }),
    })),
    event('issue_comment.created', 'Comment on an issue', (p, { message }) => {
      const id = message.int('comment', 1_000_000_000, 2_000_000_000);
      return {
        issue: issue(p, { comments: 1 }),
        comment: {
          url: `${p.url}/issues/comments/${id}`,
          html_url: `${p.htmlUrl}/issues/${p.number}#issuecomment-${id}`,
          issue_url: `${p.url}/issues/${p.number}`,
          id,
          node_id: `IC_kwDO${id}`,
          user: p.owner,
          created_at: p.at,
          updated_at: p.at,
          author_association: 'OWNER',
          body: 'Set the public URL in the settings and it verifies.',
          performed_via_github_app: null,
        },
      };
    }),
    event('release.published', 'Release published', (p, { world, at }) => {
      const id = world.int('release', 10_000_000, 99_999_999);
      const tag = 'v1.4.0';
      return {
        release: {
          url: `${p.url}/releases/${id}`,
          assets_url: `${p.url}/releases/${id}/assets`,
          upload_url: `https://uploads.github.com/repos/${String(p.repository['full_name'])}/releases/${id}/assets{?name,label}`,
          html_url: `${p.htmlUrl}/releases/tag/${tag}`,
          id,
          node_id: `RE_kwDO${id}`,
          tag_name: tag,
          target_commitish: 'main',
          name: 'Retry-After',
          draft: false,
          author: p.owner,
          prerelease: false,
          created_at: isoSeconds(at - HOUR),
          published_at: p.at,
          assets: [],
          tarball_url: `${p.url}/tarball/${tag}`,
          zipball_url: `${p.url}/zipball/${tag}`,
          body: '- Deliveries honour Retry-After.',
        },
      };
    }),
    event('workflow_run.completed', 'Workflow finished', actionsRun),
    event('check_suite.completed', 'Checks finished', checkSuite),
    event('deployment_status', 'Deployment succeeded', (p, scene) => ({
      action: 'created',
      deployment_status: deploymentStatus(p, scene),
      deployment: deployment(p, scene),
    })),
    event('create', 'Branch created', (p) => ({
      ref: p.branch,
      ref_type: 'branch',
      master_branch: 'main',
      description: p.repository['description'],
      pusher_type: 'user',
    })),
    event('delete', 'Branch deleted', (p) => ({ ref: p.branch, ref_type: 'branch', pusher_type: 'user' })),
    event('star.created', 'Starred', (p) => ({ starred_at: p.at })),
  ],
};
