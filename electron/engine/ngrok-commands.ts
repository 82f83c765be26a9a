import { isDeepStrictEqual } from 'node:util';
import { planBinSetup, type NgrokBinPlan } from '../../shared/formats/ngrok/bin-setup.ts';
import { parseNgrokCommand, type NgrokHttp } from '../../shared/formats/ngrok-command.ts';
import type { NgrokPlan } from '../../shared/ipc/commands/ngrok-command.ts';
import { CommandError } from '../../shared/ipc/envelope.ts';
import { BinSetup, type Bin } from '../../shared/model/bin.ts';
import { NGROK_AUTHTOKEN, type SecretName } from '../../shared/model/secret.ts';
import type { Settings } from '../../shared/model/settings.ts';
import type { Tunnel } from '../../shared/model/tunnel.ts';
import { ngrokOf, tunnelsOf, withTunnels } from '../../shared/model/tunnel-list.ts';
import { nameOfTunnel } from '../../shared/model/tunnel-name.ts';
import type { TunnelOptions } from '../../shared/model/tunnel-options.ts';
import type { Handlers } from './commands/handlers.ts';
import type { SecretsPort } from './ports.ts';

interface NgrokCommandDeps {
  /** Inbox when absent. */
  bin(id: string | undefined): Bin | undefined;
  isProvider(id: string): boolean;
  secrets: Pick<SecretsPort, 'get'>;
  settings(): Settings;
  tunnel(): Tunnel;
  /** The commands that a user would give one after another. */
  commands(): Pick<
    Handlers,
    'bins.update' | 'settings.update' | 'secrets.set' | 'secrets.delete' | 'tunnel.start' | 'tunnel.stop'
  >;
}

type Input = Parameters<Handlers['ngrokCommand.apply']>[0];

/** How things were before a command was applied. */
interface Before {
  binId?: string;
  setup?: Pick<Bin, 'forwards' | 'guards' | 'signing'>;
  settings: Settings;
  secrets: Map<SecretName, string | undefined>;
  wasRunning: boolean;
}

/** Does what an ngrok command asks for, with the parts that Hookbench has. */
export function createNgrokCommands(
  deps: NgrokCommandDeps,
): Pick<Handlers, 'ngrokCommand.plan' | 'ngrokCommand.apply' | 'ngrokCommand.undo'> {
  const commands = () => deps.commands();
  let before: Before | undefined;

  const planOf = (input: Input) => {
    const command = parseNgrokCommand(input.command);
    if (command.kind === 'refused') throw refusal(command.message);
    if (command.kind === 'authtoken') {
      return { command, plan: authtokenPlan, secrets: [{ name: NGROK_AUTHTOKEN, value: command.authtoken }] };
    }
    const bin = deps.bin(input.binId);
    if (bin === undefined) throw new CommandError('not_found', `There is no bin ${input.binId ?? ''}.`);
    const binPlan = planBinSetup(command, bin, deps.isProvider);
    refuseBadSetup(binPlan);
    const options = tunnelOf(command, input.tunnel, deps.settings());
    const secrets = [
      ...binPlan.secrets,
      ...(command.authtoken === undefined ? [] : [{ name: NGROK_AUTHTOKEN, value: command.authtoken }]),
    ];
    return {
      command,
      bin,
      options,
      secrets,
      setup: binPlan.setup,
      plan: httpPlan(command, bin, binPlan, options),
    };
  };

  const remember = async (planned: ReturnType<typeof planOf>) => {
    const secrets = new Map<SecretName, string | undefined>();
    for (const { name } of planned.secrets) secrets.set(name, await deps.secrets.get(name));
    const { bin } = planned;
    before = {
      ...(bin === undefined
        ? {}
        : { binId: bin.id, setup: { forwards: bin.forwards, guards: bin.guards, signing: bin.signing } }),
      settings: deps.settings(),
      secrets,
      wasRunning: isRunning(deps.tunnel()),
    };
  };

  const saveSecrets = async (secrets: { name: SecretName; value: string }[]): Promise<boolean> => {
    let isChanged = false;
    for (const { name, value } of secrets) {
      if ((await deps.secrets.get(name)) === value) continue;
      await commands()['secrets.set']({ name, value });
      isChanged = true;
    }
    return isChanged;
  };

  return {
    // eslint-disable-next-line @typescript-eslint/require-await -- a throw becomes a rejection
    'ngrokCommand.plan': async (input) => planOf(input).plan,

    async 'ngrokCommand.apply'(input) {
      const planned = planOf(input);
      const { bin, setup, options, plan } = planned;
      const former = before;
      await remember(planned);
      // Secrets first: a guard whose secret is missing would be refused.
      let isChanged = await saveSecrets(planned.secrets);
      let updated = bin;
      if (bin !== undefined && !isDeepStrictEqual(pick(bin), setup)) {
        updated = await commands()['bins.update']({ id: bin.id, ...setup });
        isChanged = true;
      }
      let tunnel: Tunnel | undefined;
      if (options !== undefined) {
        const settings = deps.settings();
        if (!isDeepStrictEqual(settings.tunnel, options)) {
          await commands()['settings.update'](settingsWith(settings, options));
          isChanged = true;
        }
        const wasRunning = isRunning(deps.tunnel());
        tunnel = await commands()['tunnel.start'](options);
        if (!wasRunning) isChanged = true;
      }
      // The same command again: what there was before it stays what undo goes back to.
      if (!isChanged) before = former;
      return {
        ...plan,
        isChanged,
        ...(updated === undefined ? {} : { bin: updated }),
        ...(tunnel === undefined ? {} : { tunnel }),
      };
    },

    async 'ngrokCommand.undo'() {
      const was = before;
      if (was === undefined) throw new CommandError('not_found', 'There is no ngrok command to undo.');
      before = undefined;
      if (!was.wasRunning) await commands()['tunnel.stop']({});
      let bin: Bin | undefined;
      if (was.binId !== undefined && was.setup !== undefined && deps.bin(was.binId) !== undefined) {
        bin = await commands()['bins.update']({ id: was.binId, ...was.setup });
      }
      const { tunnel: options, standby } = was.settings;
      await commands()['settings.update']({ tunnel: options, standby: { tunnels: standby.tunnels } });
      for (const [name, value] of was.secrets) {
        if (value === undefined) await commands()['secrets.delete']({ name });
        else await commands()['secrets.set']({ name, value });
      }
      if (was.wasRunning) await commands()['tunnel.start'](options);
      return { ...(bin === undefined ? {} : { bin }), tunnel: deps.tunnel() };
    },
  };
}

const authtokenPlan: NgrokPlan = {
  kind: 'authtoken',
  does: ['Keeps the authtoken for every ngrok tunnel.'],
  unsupported: [],
  withoutEffect: [],
};

function httpPlan(
  command: NgrokHttp,
  bin: Bin,
  binPlan: NgrokBinPlan,
  options: TunnelOptions | undefined,
): NgrokPlan {
  const unsupported = [...binPlan.unsupported];
  if (command.domain !== undefined && options !== undefined && options.provider !== 'ngrok') {
    unsupported.push({
      flag: '--domain',
      reason: `${command.domain} is ngrok's; this tunnel has its own URL.`,
    });
  }
  return {
    kind: 'http',
    does: [
      ...binPlan.does,
      ...(command.authtoken === undefined ? [] : ['Keeps the authtoken for every ngrok tunnel.']),
      ...(options === undefined ? [] : [tunnelSentence(options)]),
    ],
    unsupported,
    withoutEffect: command.withoutEffect,
    binId: bin.id,
    targetUrl: command.targetUrl,
    ...(command.hostHeader === undefined ? {} : { hostHeader: command.hostHeader }),
    ...(command.domain === undefined ? {} : { domain: command.domain }),
  };
}

function tunnelSentence(options: TunnelOptions): string {
  if (options.provider !== 'ngrok') {
    const { provider, through } = nameOfTunnel(options);
    return `Starts the ${provider === 'ssh' ? 'SSH' : 'LAN'} tunnel through ${through ?? ''}.`;
  }
  const where =
    options.domain === undefined ? 'at the domain of your ngrok account' : `at https://${options.domain}`;
  return `Starts the ngrok tunnel ${where}.`;
}

/** Which tunnel is started; what the settings say of ngrok besides the domain stays. */
function tunnelOf(command: NgrokHttp, which: Input['tunnel'], settings: Settings): TunnelOptions | undefined {
  if (which === 'none') return undefined;
  if (which === 'current' && settings.tunnel.provider !== 'ngrok') return settings.tunnel;
  return { ...ngrokOf(settings), ...(command.domain === undefined ? {} : { domain: command.domain }) };
}

/** These options first, in place of others of ngrok; those of other providers stand by. */
function settingsWith(settings: Settings, options: TunnelOptions) {
  const others = tunnelsOf(settings).filter((each) =>
    options.provider === 'ngrok' ? each.provider !== 'ngrok' : !isDeepStrictEqual(each, options),
  );
  return withTunnels([options, ...others]);
}

const pick = ({ forwards, guards, signing }: Bin) => ({ forwards, guards, signing });

const isRunning = ({ state }: Tunnel): boolean => state !== 'stopped' && state !== 'failed';

const refusal = (message: string): CommandError =>
  new CommandError('bad_input', message, [{ path: 'command', message }]);

const flagOf: Readonly<Record<string, string>> = {
  ranges: '--cidr-allow',
  userName: '--basic-auth',
  headerEdits: '--request-header-add',
  hostHeader: '--host-header',
  url: 'The address',
};

/** What no bin could hold, by the flag that asks for it. */
function refuseBadSetup({ setup }: NgrokBinPlan): void {
  const checked = BinSetup.partial().safeParse(setup);
  const issue = checked.error?.issues[0];
  if (issue === undefined) return;
  const field = issue.path.map(String).find((name) => Object.hasOwn(flagOf, name));
  throw refusal(`${flagOf[field ?? ''] ?? 'The command'}: ${issue.message}.`);
}
