import { repository, user } from './github-repository.ts';
import { isoSeconds, type Scene } from './template.ts';

/** GitHub's objects; members from docs.github.com/en/webhooks/webhook-events-and-payloads. */

type Fields = Record<string, unknown>;

/** What the messages of one story share: who, in which repository, about which pull request and commit. */
export function project({ at, startedAt, world }: Scene) {
  const author = world.person('author');
  const owner = user(author.username, world.int('owner id', 1_000_000, 99_999_999));
  const reviewer = user(
    `${world.person('reviewer').username}-r`,
    world.int('reviewer id', 1_000_000, 99_999_999),
  );
  const name = world.pick('repository', ['checkout-service', 'hook-receiver', 'billing-worker']);
  const repo = repository(owner, name, world.int('repository id', 100_000_000, 999_999_999), at);
  return {
    at: isoSeconds(at),
    startedAt: isoSeconds(startedAt),
    author,
    owner,
    reviewer,
    repository: repo,
    url: String(repo['url']),
    htmlUrl: String(repo['html_url']),
    head: world.hex('head', 40),
    base: world.hex('base', 40),
    merge: world.hex('merge', 40),
    tree: world.hex('tree', 40),
    branch: 'fix/retry-after',
    number: world.int('number', 12, 400),
    pullId: world.int('pull id', 1_000_000_000, 2_000_000_000),
    issueId: world.int('issue id', 1_000_000_000, 2_000_000_000),
  };
}
export type Project = ReturnType<typeof project>;

export function commit(p: Project): Fields {
  const person = { name: p.author.name, email: p.author.email, username: p.author.username };
  return {
    id: p.head,
    tree_id: p.tree,
    distinct: true,
    message: 'Honour Retry-After when a delivery is refused',
    timestamp: p.at,
    url: `${p.htmlUrl}/commit/${p.head}`,
    author: person,
    committer: person,
    added: ['src/retry-after.ts'],
    removed: [],
    modified: ['src/deliver.ts', 'README.md'],
  };
}

/** As part of a review, which holds it without its counts, when `isWhole` is false. */
export function pullRequest(p: Project, change: Fields = {}, isWhole = true): Fields {
  const url = `${p.url}/pulls/${p.number}`;
  const htmlUrl = `${p.htmlUrl}/pull/${p.number}`;
  const issueUrl = `${p.url}/issues/${p.number}`;
  const end = (ref: string, sha: string) => ({
    label: `${String(p.owner['login'])}:${ref}`,
    ref,
    sha,
    user: p.owner,
    repo: p.repository,
  });
  return {
    url,
    id: p.pullId,
    node_id: `PR_kwDO${p.pullId}`,
    html_url: htmlUrl,
    diff_url: `${htmlUrl}.diff`,
    patch_url: `${htmlUrl}.patch`,
    issue_url: issueUrl,
    number: p.number,
    state: 'open',
    locked: false,
    title: 'Honour Retry-After when a delivery is refused',
    user: p.owner,
    body: 'A destination that answers 429 says when to come back. We now do as it says.\n\nCloses #11.',
    created_at: p.startedAt,
    updated_at: p.at,
    closed_at: null,
    merged_at: null,
    merge_commit_sha: p.merge,
    assignee: null,
    assignees: [],
    requested_reviewers: [p.reviewer],
    requested_teams: [],
    labels: [],
    milestone: null,
    draft: false,
    commits_url: `${url}/commits`,
    review_comments_url: `${url}/comments`,
    review_comment_url: `${p.url}/pulls/comments{/number}`,
    comments_url: `${issueUrl}/comments`,
    statuses_url: `${p.url}/statuses/${p.head}`,
    head: end(p.branch, p.head),
    base: end('main', p.base),
    _links: {
      self: { href: url },
      html: { href: htmlUrl },
      issue: { href: issueUrl },
      comments: { href: `${issueUrl}/comments` },
      review_comments: { href: `${url}/comments` },
      review_comment: { href: `${p.url}/pulls/comments{/number}` },
      commits: { href: `${url}/commits` },
      statuses: { href: `${p.url}/statuses/${p.head}` },
    },
    author_association: 'OWNER',
    auto_merge: null,
    active_lock_reason: null,
    ...(isWhole
      ? {
          merged: false,
          mergeable: null,
          rebaseable: null,
          mergeable_state: 'unknown',
          merged_by: null,
          comments: 0,
          review_comments: 0,
          maintainer_can_modify: false,
          commits: 1,
          additions: 48,
          deletions: 7,
          changed_files: 3,
        }
      : {}),
    ...change,
  };
}

export function issue(p: Project, change: Fields = {}): Fields {
  const url = `${p.url}/issues/${p.number}`;
  return {
    url,
    repository_url: p.url,
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: `${p.htmlUrl}/issues/${p.number}`,
    id: p.issueId,
    node_id: `I_kwDO${p.issueId}`,
    number: p.number,
    title: 'Signature does not verify behind the load balancer',
    user: p.reviewer,
    labels: [
      {
        id: 1362934389,
        node_id: 'MDU6TGFiZWwxMzYyOTM0Mzg5',
        url: `${p.url}/labels/bug`,
        name: 'bug',
        color: 'd73a4a',
        default: true,
        description: "Something isn't working",
      },
    ],
    state: 'open',
    locked: false,
    assignee: null,
    assignees: [],
    milestone: null,
    comments: 0,
    created_at: p.startedAt,
    updated_at: p.at,
    closed_at: null,
    author_association: 'CONTRIBUTOR',
    active_lock_reason: null,
    body: 'The URL we verify with says http, the sender signed https.',
    reactions: {
      url: `${url}/reactions`,
      total_count: 0,
      '+1': 0,
      '-1': 0,
      laugh: 0,
      hooray: 0,
      confused: 0,
      heart: 0,
      rocket: 0,
      eyes: 0,
    },
    timeline_url: `${url}/timeline`,
    performed_via_github_app: null,
    state_reason: null,
    ...change,
  };
}
