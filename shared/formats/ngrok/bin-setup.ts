import type { Bin, BinSetup } from '../../model/bin.ts';
import type { ForwardRule } from '../../model/forward-rule.ts';
import type { Guard } from '../../model/guard.ts';
import type { FlagNote, NgrokHttp } from '../ngrok-command.ts';

/** What of a bin an ngrok command sets. */
export type NgrokBinSetup = Pick<BinSetup, 'forwards' | 'guards' | 'signing'>;

/** Ids of what such a command made: the next one takes its place, and the same one changes nothing. */
const ruleId = 'fwd_ngrok';
const guardIds = { basic: 'grd_ngrok-basic', ranges: 'grd_ngrok-ranges', signature: 'grd_ngrok-signature' };

/** What ngrok calls a sender of webhooks (https://ngrok.com/docs/traffic-policy/actions/verify-webhook), where we do otherwise. */
const providerNames: Readonly<Record<string, string>> = {
  sns: 'aws-sns',
  aws_sns: 'aws-sns',
  facebook_graph_api: 'meta',
  facebook_messenger: 'meta',
  instagram: 'meta',
  whatsapp: 'meta',
  bitbucket_cloud: 'bitbucket',
};

export interface NgrokBinPlan {
  setup: NgrokBinSetup;
  secrets: { name: string; value: string }[];
  /** One sentence for each thing. */
  does: string[];
  unsupported: FlagNote[];
}

/** What a bin becomes by the command; what the user set up besides stays. */
export function planBinSetup(
  command: NgrokHttp,
  bin: Bin,
  isProvider: (id: string) => boolean,
): NgrokBinPlan {
  const prefix = `ngrok.${bin.slug.slice(0, 40)}`;
  const plan: NgrokBinPlan = {
    setup: {
      forwards: [ruleOf(command), ...bin.forwards.filter(({ id }) => id !== ruleId)],
      guards: bin.guards.filter(({ id }) => !Object.values(guardIds).includes(id)),
      signing: bin.signing,
    },
    secrets: [],
    does: [`Sends every request of ${bin.name} on to ${command.targetUrl}, and answers with its reply.`],
    unsupported: [...command.unsupported],
  };
  const { setup, does } = plan;
  const guard = (added: Guard) => (setup.guards = [...setup.guards, added]);
  describeRule(command, does);

  const [login, ...others] = command.basicAuth;
  if (login !== undefined) {
    const secretName = `${prefix}.password`;
    plan.secrets.push({ name: secretName, value: login.password });
    guard({ id: guardIds.basic, isEnabled: true, kind: 'basic', userName: login.user, secretName });
    does.push(
      `Lets in only who signs in as ${login.user} (Basic auth); the password is kept as the secret ${secretName}.`,
    );
    if (others.length > 0) {
      const names = others.map(({ user }) => user).join(', ');
      plan.unsupported.push({ flag: '--basic-auth', reason: `a bin knows one user; left out: ${names}.` });
    }
  }
  if (command.allowedRanges.length > 0) {
    guard({ id: guardIds.ranges, isEnabled: true, kind: 'ipRange', ranges: command.allowedRanges });
    does.push(`Lets in only senders from ${command.allowedRanges.join(', ')}.`);
  }
  planSignature(command, bin, `${prefix}.webhook`, plan, isProvider);
  return plan;
}

function ruleOf(command: NgrokHttp): ForwardRule {
  return {
    id: ruleId,
    name: 'ngrok command',
    isEnabled: true,
    when: { combine: 'all', matchers: [] },
    mode: 'proxy',
    url: command.targetUrl,
    ...(command.hostHeader === undefined ? {} : { hostHeader: command.hostHeader }),
    path: { isSlugRemoved: true, replace: [], isFixed: false },
    headerEdits: [
      ...command.removeHeaders.map((name) => ({ kind: 'remove' as const, name })),
      ...command.addHeaders.map((header) => ({ kind: 'add' as const, ...header })),
    ],
    forwardedHeaders: 'x-forwarded',
    isCertificateChecked: command.isCertificateChecked,
    protocol: command.isHttp2 ? 'http2' : 'http1',
    timeoutMs: 30_000,
    maxRedirects: 0,
    onFailure: 'gatewayError',
    retry: { kind: 'none' },
    queue: {
      isOrdered: true,
      downStatuses: [429, 502, 503, 504],
      maxLength: 1_000_000,
      maxAgeMs: 7 * 24 * 3_600_000,
    },
  };
}

function describeRule(command: NgrokHttp, does: string[]): void {
  const host = /^https?:\/\/([^/?#]*)/.exec(command.targetUrl)?.[1] ?? '';
  if (command.hostHeader !== undefined) {
    const name = command.hostHeader === 'rewrite' ? host : command.hostHeader;
    does.push(`Sends it the Host header ${name} in place of the public one.`);
  }
  if (command.removeHeaders.length > 0)
    does.push(`Leaves out the headers ${command.removeHeaders.join(', ')}.`);
  if (command.addHeaders.length > 0) {
    does.push(`Adds the headers ${command.addHeaders.map(({ name }) => name).join(', ')}.`);
  }
  if (command.targetUrl.startsWith('https:') && !command.isCertificateChecked) {
    does.push(`Does not check the certificate of ${host}, as ngrok does not.`);
  }
  if (command.isHttp2) does.push('Speaks HTTP/2 to it.');
}

function planSignature(
  { webhookProvider, webhookSecret }: NgrokHttp,
  bin: Bin,
  secretName: string,
  plan: NgrokBinPlan,
  isProvider: (id: string) => boolean,
): void {
  const { setup } = plan;
  const isOurs = bin.signing.secretNames.includes(secretName);
  if (webhookProvider === undefined) {
    if (isOurs) setup.signing = { secretNames: [] };
    return;
  }
  const providerId = providerNames[webhookProvider] ?? webhookProvider.replaceAll('_', '-');
  if (!isProvider(providerId)) {
    const reason = `Hookbench does not know the provider ${webhookProvider}. Choose a scheme in the bin's Signing tab.`;
    plan.unsupported.push({ flag: '--verify-webhook', reason });
    return;
  }
  if (webhookSecret === undefined) {
    const reason = 'it needs --verify-webhook-secret: without the secret no signature can be checked.';
    plan.unsupported.push({ flag: '--verify-webhook', reason });
    return;
  }
  plan.secrets.push({ name: secretName, value: webhookSecret });
  setup.signing = { providerId, secretNames: [secretName] };
  setup.guards = [...setup.guards, { id: guardIds.signature, isEnabled: true, kind: 'signature' }];
  plan.does.push(`Lets in only what ${providerId} signed; its secret is kept as ${secretName}.`);
}
