import { commit, type Project } from './github-objects.ts';
import { isoSeconds, MINUTE, type Scene } from './template.ts';

type Fields = Record<string, unknown>;

const headCommit = (p: Project): Fields => {
  const { id, tree_id, message, timestamp, author, committer } = commit(p);
  return { id, tree_id, message, timestamp, author, committer };
};

export function actionsRun(p: Project, { world, at }: Scene): Fields {
  const workflowId = world.int('workflow', 1_000_000, 9_999_999);
  const runId = world.int('run', 1_000_000_000, 9_999_999_999);
  const run = `${p.url}/actions/runs/${runId}`;
  const workflowUrl = `${p.url}/actions/workflows/${workflowId}`;
  const startedAt = isoSeconds(at - 3 * MINUTE);
  return {
    workflow_run: {
      id: runId,
      name: 'CI',
      node_id: `WFR_kwLO${runId}`,
      head_branch: p.branch,
      head_sha: p.head,
      path: '.github/workflows/ci.yml',
      display_title: 'Honour Retry-After when a delivery is refused',
      run_number: 214,
      run_attempt: 1,
      event: 'push',
      status: 'completed',
      conclusion: 'success',
      workflow_id: workflowId,
      check_suite_id: runId + 17,
      check_suite_node_id: `CS_kwDO${runId + 17}`,
      url: run,
      html_url: `${p.htmlUrl}/actions/runs/${runId}`,
      pull_requests: [],
      created_at: startedAt,
      updated_at: p.at,
      run_started_at: startedAt,
      actor: p.owner,
      triggering_actor: p.owner,
      jobs_url: `${run}/jobs`,
      logs_url: `${run}/logs`,
      check_suite_url: `${p.url}/check-suites/${runId + 17}`,
      artifacts_url: `${run}/artifacts`,
      cancel_url: `${run}/cancel`,
      rerun_url: `${run}/rerun`,
      previous_attempt_url: null,
      referenced_workflows: [],
      workflow_url: workflowUrl,
      head_commit: headCommit(p),
      repository: p.repository,
      head_repository: p.repository,
    },
    workflow: {
      id: workflowId,
      node_id: `W_kwDO${workflowId}`,
      name: 'CI',
      path: '.github/workflows/ci.yml',
      state: 'active',
      created_at: '2024-03-11T09:30:00.000Z',
      updated_at: '2024-03-11T09:30:00.000Z',
      url: workflowUrl,
      html_url: `${p.htmlUrl}/blob/main/.github/workflows/ci.yml`,
      badge_url: `${p.htmlUrl}/workflows/CI/badge.svg`,
    },
  };
}

export function checkSuite(p: Project, { world, at }: Scene): Fields {
  const id = world.int('suite', 1_000_000_000, 9_999_999_999);
  const url = `${p.url}/check-suites/${id}`;
  return {
    check_suite: {
      id,
      node_id: `CS_kwDO${id}`,
      head_branch: p.branch,
      head_sha: p.head,
      status: 'completed',
      conclusion: 'success',
      url,
      before: p.base,
      after: p.head,
      pull_requests: [],
      app: {
        id: 15368,
        slug: 'github-actions',
        node_id: 'MDM6QXBwMTUzNjg=',
        client_id: 'Iv1.05c79e9ad1f6bdfa',
        owner: { ...p.owner, login: 'github', type: 'Organization' },
        name: 'GitHub Actions',
        description: 'Automate your workflow from idea to production',
        external_url: 'https://help.github.com/en/actions',
        html_url: 'https://github.com/apps/github-actions',
        created_at: '2018-07-30T09:30:17Z',
        updated_at: '2024-04-10T20:33:16Z',
        permissions: { actions: 'write', checks: 'write', contents: 'write', metadata: 'read' },
        events: ['push', 'pull_request'],
      },
      created_at: isoSeconds(at - 3 * MINUTE),
      updated_at: p.at,
      rerequestable: true,
      runs_rerequestable: false,
      latest_check_runs_count: 2,
      check_runs_url: `${url}/check-runs`,
      head_commit: headCommit(p),
    },
  };
}

export function deployment(p: Project, { world, at }: Scene): Fields {
  const id = world.int('deployment', 100_000_000, 999_999_999);
  return {
    url: `${p.url}/deployments/${id}`,
    id,
    node_id: `DE_kwDO${id}`,
    task: 'deploy',
    original_environment: 'production',
    environment: 'production',
    description: null,
    created_at: isoSeconds(at - MINUTE),
    updated_at: p.at,
    statuses_url: `${p.url}/deployments/${id}/statuses`,
    repository_url: p.url,
    creator: p.owner,
    sha: p.head,
    ref: 'main',
    payload: {},
    transient_environment: false,
    production_environment: true,
    performed_via_github_app: null,
  };
}

export function deploymentStatus(p: Project, scene: Scene): Fields {
  const id = scene.message.int('status', 100_000_000, 999_999_999);
  const deploymentUrl = String(deployment(p, scene)['url']);
  return {
    url: `${deploymentUrl}/statuses/${id}`,
    id,
    node_id: `DES_kwDO${id}`,
    state: 'success',
    creator: p.owner,
    description: 'Deployed.',
    environment: 'production',
    target_url: 'https://shop.example.com',
    created_at: p.at,
    updated_at: p.at,
    deployment_url: deploymentUrl,
    repository_url: p.url,
    environment_url: 'https://shop.example.com',
    log_url: `${p.htmlUrl}/actions`,
    performed_via_github_app: null,
  };
}
