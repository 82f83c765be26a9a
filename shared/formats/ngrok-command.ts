import { readArguments, type GivenFlag } from './ngrok/arguments.ts';
import { flags } from './ngrok/flags.ts';
import { applyFlag, emptyEffect, type NgrokEffect } from './ngrok/effect.ts';
import { findNgrokWords } from './ngrok/ngrok-words.ts';
import { readTarget } from './ngrok/target.ts';

/** A flag by its name, and one sentence on what becomes of it. */
export interface FlagNote {
  flag: string;
  reason: string;
}

/** What an `ngrok http` command asks for. It may hold secrets: nothing of it is shown as it is. */
export interface NgrokHttp extends NgrokEffect {
  kind: 'http';
  /** Where requests go to: `http://localhost:80`. */
  targetUrl: string;
  /** What Hookbench can't do. */
  unsupported: FlagNote[];
  /** What changes nothing here. */
  withoutEffect: FlagNote[];
}

export type NgrokCommand =
  | NgrokHttp
  /** `ngrok authtoken …`, `ngrok config add-authtoken …`. */
  | { kind: 'authtoken'; authtoken: string }
  /** One sentence: what is wrong, or not possible here, and what to do. */
  | { kind: 'refused'; message: string };

/** Whether a text that somebody pasted is a command of ngrok's, good or not. */
export const isNgrokCommand = (text: string): boolean =>
  text.length <= maxLength && /ngrok/i.test(text) && findNgrokWords(text) !== undefined;

const maxLength = 20_000;

/** Reads an ngrok command in any spelling of any of its versions. */
export function parseNgrokCommand(text: string): NgrokCommand {
  if (text.length > maxLength) return refused('That is too long for a command.');
  const found = findNgrokWords(text);
  if (found === undefined)
    return refused('There is no ngrok command in it: paste one such as ngrok http 8080.');
  const { given, positionals, withoutValue } = readArguments(found.words);
  const [subcommand, ...rest] = positionals;
  if (given.some(({ name }) => isMapped(name, 'help'))) {
    return refused('This command only shows help: paste one that starts a tunnel, such as ngrok http 8080.');
  }
  if (withoutValue !== undefined) return refused(`${withoutValue} needs a value behind it.`);
  if (subcommand === undefined)
    return refused('It does not say what to tunnel to: paste one such as ngrok http 8080.');
  if (subcommand === 'http') return readHttp(given, rest, found.authtoken);
  if (subcommand === 'authtoken') return readAuthtoken(rest);
  if (subcommand === 'config' && rest[0] === 'add-authtoken') return readAuthtoken(rest.slice(1));
  const refusal = Object.hasOwn(otherSubcommands, subcommand) ? otherSubcommands[subcommand] : undefined;
  if (refusal !== undefined) return refused(refusal);
  // ngrok 1 had no subcommands: `ngrok -subdomain=shop 80`.
  if ('problem' in readTarget(subcommand) || !/[\d.:]|^localhost$/.test(subcommand)) {
    return refused(`ngrok ${subcommand} is not a command of ngrok: paste one such as ngrok http 8080.`);
  }
  return readHttp(given, positionals, found.authtoken);
}

const tcp = 'Hookbench captures HTTP requests, and nothing else. Use ngrok http.';

/** What else ngrok can do; none of it makes a bin reachable. */
const otherSubcommands: Readonly<Record<string, string>> = {
  tcp: `ngrok tcp is not supported: ${tcp}`,
  tls: `ngrok tls is not supported: ${tcp}`,
  start:
    'ngrok start is not supported: the tunnels it names are in ngrok’s configuration file, which Hookbench does not read. Paste the same as ngrok http with its flags.',
  'start-all':
    'ngrok start-all is not supported: the tunnels are in ngrok’s configuration file, which Hookbench does not read. Paste the same as ngrok http with its flags.',
  tunnel: 'ngrok tunnel is not supported: ngrok no longer has labeled tunnels. Use ngrok http.',
  service: 'ngrok service is not supported: keep hookbench listen running instead.',
  config: 'Of ngrok config, only add-authtoken has a meaning here.',
  api: 'ngrok api manages an ngrok account; Hookbench does not.',
  diagnose: 'ngrok diagnose has no counterpart: the tunnel card says what is wrong.',
  update: 'ngrok update has no counterpart: ngrok’s client is part of Hookbench.',
  version: 'ngrok version starts nothing.',
  help: 'This command only shows help: paste one that starts a tunnel, such as ngrok http 8080.',
  credits: 'ngrok credits starts nothing.',
  completion: 'ngrok completion starts nothing.',
};

function readHttp(
  given: readonly GivenFlag[],
  addresses: readonly string[],
  authtoken: string | undefined,
): NgrokCommand {
  const [address, second] = addresses;
  if (address === undefined)
    return refused('It does not say where to: give a port or an address, such as ngrok http 8080.');
  if (second !== undefined) {
    return refused(
      `It names two addresses, ${address} and ${second}: an ngrok command has one. Put quotes around values with spaces.`,
    );
  }
  const target = readTarget(address);
  if ('problem' in target) return refused(target.problem);
  const effect = emptyEffect();
  const unsupported: FlagNote[] = [];
  const withoutEffect: FlagNote[] = [];
  if (authtoken !== undefined) effect.authtoken = authtoken;
  for (const flag of given) {
    const known = Object.hasOwn(flags, flag.name) ? flags[flag.name] : undefined;
    if (known === undefined) {
      unsupported.push({ flag: flag.written, reason: 'no version of ngrok is known to have it.' });
    } else if (known.use.is === 'mapped') {
      const outcome = applyFlag(effect, known.use.to, flag.value);
      if (outcome?.is === 'wrong') return refused(`${flag.written} ${outcome.reason}`);
      if (outcome?.is === 'unsupported') unsupported.push({ flag: flag.written, reason: outcome.reason });
      if (outcome?.is === 'idle') withoutEffect.push({ flag: flag.written, reason: outcome.reason });
    } else if (isSwitchedOff(flag.value) && !known.takesValue) {
      withoutEffect.push({ flag: flag.written, reason: 'it is switched off.' });
    } else if (known.use.is === 'unsupported') {
      unsupported.push({ flag: flag.written, reason: known.use.reason });
    } else withoutEffect.push({ flag: flag.written, reason: known.use.reason });
  }
  if (effect.webhookSecret !== undefined && effect.webhookProvider === undefined) {
    unsupported.push({
      flag: '--verify-webhook-secret',
      reason: 'it means nothing without --verify-webhook.',
    });
  }
  return {
    kind: 'http',
    targetUrl: target.url,
    ...withSubdomain(effect),
    unsupported: once(unsupported),
    withoutEffect: once(withoutEffect),
  };
}

/** `--subdomain shop` was `shop.ngrok.io`, in another region `shop.eu.ngrok.io`. */
function withSubdomain({ subdomain, region, ...effect }: NgrokEffect): NgrokEffect {
  if (subdomain === undefined || effect.domain !== undefined) return effect;
  const at = region === undefined || region === 'us' || region === 'auto' ? '' : `${region}.`;
  return { ...effect, domain: `${subdomain}.${at}ngrok.io` };
}

function readAuthtoken([authtoken]: readonly string[]): NgrokCommand {
  return authtoken === undefined
    ? refused('The authtoken is missing at the end of the command.')
    : { kind: 'authtoken', authtoken };
}

const refused = (message: string): NgrokCommand => ({ kind: 'refused', message });

const isSwitchedOff = (value: string | undefined): boolean => value?.toLowerCase() === 'false';

function isMapped(name: string, to: string): boolean {
  const flag = Object.hasOwn(flags, name) ? flags[name] : undefined;
  return flag?.use.is === 'mapped' && flag.use.to === to;
}

function once(notes: FlagNote[]): FlagNote[] {
  return notes.filter(
    ({ flag, reason }, at) =>
      notes.findIndex((other) => other.flag === flag && other.reason === reason) === at,
  );
}
