import type { Header } from '../../model/header.ts';
import type { MappedFlag } from './flags.ts';

/** What the flags of a command ask for. */
export interface NgrokEffect {
  /** `rewrite`, or the name to send; absent: as the visitor wrote it. */
  hostHeader?: string;
  domain?: string;
  subdomain?: string;
  region?: string;
  authtoken?: string;
  /** One is enough, as at ngrok. */
  basicAuth: { user: string; password: string }[];
  allowedRanges: string[];
  webhookProvider?: string;
  webhookSecret?: string;
  addHeaders: Header[];
  removeHeaders: string[];
  /** ngrok does not check the certificate of a local HTTPS server unless it is told to. */
  isCertificateChecked: boolean;
  isHttp2: boolean;
}

export const emptyEffect = (): NgrokEffect => ({
  basicAuth: [],
  allowedRanges: [],
  addHeaders: [],
  removeHeaders: [],
  isCertificateChecked: false,
  isHttp2: false,
});

export type FlagOutcome =
  /** The command itself is wrong; `reason` goes on after the flag's name. */
  { is: 'wrong'; reason: string } | { is: 'unsupported'; reason: string } | { is: 'idle'; reason: string };

const hostName =
  /^(?=.{1,253}$)(?:\*\.)?[A-Za-z0-9](?:[A-Za-z0-9-]{0,62})(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,62}))*$/;
const hostHeader = /^(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?$/;
const noPlainHttp = 'the public URL is https:// only.';

/** Adds what one flag asks for to `effect`; tells when that is not all there is to say. */
export function applyFlag(
  effect: NgrokEffect,
  to: MappedFlag,
  value: string | undefined,
): FlagOutcome | undefined {
  const text = (value ?? '').trim();
  switch (to) {
    case 'hostHeader':
      if (text === 'preserve') return { is: 'idle', reason: 'the Host header stays as it is in any case.' };
      if (!hostHeader.test(text)) return wrong('must be a host name such as eshop.localhost, or rewrite.');
      effect.hostHeader = text;
      return undefined;
    case 'domain':
      return setDomain(effect, text);
    case 'subdomain':
      if (text.includes('.')) return setDomain(effect, text);
      if (!hostName.test(text)) return wrong('must be a name such as shop.');
      effect.subdomain = text;
      return undefined;
    case 'url':
      return setUrl(effect, text);
    case 'basicAuth':
      return addBasicAuth(effect, text);
    case 'scheme':
      return /\bhttp\b/i.test(text)
        ? { is: 'unsupported', reason: noPlainHttp }
        : { is: 'idle', reason: noPlainHttp };
    case 'bindTls':
      return text === 'true' || text === ''
        ? { is: 'idle', reason: noPlainHttp }
        : { is: 'unsupported', reason: noPlainHttp };
    case 'cidrAllow':
      effect.allowedRanges.push(...listOf(text));
      return undefined;
    case 'verifyWebhook':
      effect.webhookProvider = text.toLowerCase();
      return undefined;
    case 'verifyWebhookSecret':
      effect.webhookSecret = text;
      return undefined;
    case 'requestHeaderAdd':
      return addHeaders(effect, text);
    case 'requestHeaderRemove':
      effect.removeHeaders.push(...listOf(text));
      return undefined;
    case 'upstreamTlsVerify':
      effect.isCertificateChecked = text.toLowerCase() !== 'false';
      return undefined;
    case 'upstreamProtocol':
      effect.isHttp2 = /^(?:http2|h2|h2c)$/i.test(text);
      return effect.isHttp2 ? undefined : { is: 'idle', reason: 'it is so in any case.' };
    case 'region':
      effect.region = text.toLowerCase();
      return { is: 'idle', reason: 'ngrok chooses the nearest region.' };
    case 'authtoken':
      if (!/^[\x21-\x7e]{1,1024}$/.test(text))
        return wrong('must be an authtoken from https://dashboard.ngrok.com.');
      effect.authtoken = text;
      return undefined;
    case 'proto':
      if (/tcp|tls/i.test(text))
        return wrong('tcp is not supported: Hookbench captures HTTP requests, and nothing else.');
      return text.toLowerCase() === 'http'
        ? { is: 'unsupported', reason: noPlainHttp }
        : { is: 'idle', reason: noPlainHttp };
    case 'binding':
      return text.toLowerCase() === 'public'
        ? { is: 'idle', reason: 'the URL is public in any case.' }
        : { is: 'unsupported', reason: 'the URL is a public one.' };
    case 'help':
      return undefined;
  }
}

function setDomain(effect: NgrokEffect, text: string): FlagOutcome | undefined {
  const name = text.replace(/^https?:\/\//i, '').replace(/\/$/, '');
  if (!hostName.test(name)) return wrong('must be a host name such as shop.ngrok.app.');
  effect.domain = name.toLowerCase();
  return undefined;
}

/** `https://shop.ngrok.app`, `shop.ngrok.app`, `https://` for a random one. */
function setUrl(effect: NgrokEffect, text: string): FlagOutcome | undefined {
  const [, scheme = 'https', rest = ''] = /^(?:([a-z][a-z0-9+.-]*):\/\/)?(.*)$/is.exec(text) ?? [];
  if (/^(?:tcp|tls)$/i.test(scheme))
    return wrong(`${scheme}:// is not supported: Hookbench captures HTTP requests, and nothing else.`);
  if (!/^https?$/i.test(scheme)) return wrong('must be a URL such as https://shop.ngrok.app.');
  const host = rest.replace(/(?::\d+)?\/?$/, '');
  const outcome = host === '' ? undefined : setDomain(effect, host);
  if (outcome !== undefined) return outcome;
  if (host.endsWith('.internal'))
    return { is: 'unsupported', reason: 'an endpoint that only ngrok itself can reach.' };
  return scheme.toLowerCase() === 'http' ? { is: 'unsupported', reason: noPlainHttp } : undefined;
}

function addBasicAuth(effect: NgrokEffect, text: string): FlagOutcome | undefined {
  for (const pair of listOf(text)) {
    const colon = pair.indexOf(':');
    if (colon < 1 || colon === pair.length - 1) return wrong('must be user:password.');
    effect.basicAuth.push({ user: pair.slice(0, colon), password: pair.slice(colon + 1) });
  }
  if (effect.basicAuth.length === 0) return wrong('must be user:password.');
  return undefined;
}

function addHeaders(effect: NgrokEffect, text: string): FlagOutcome | undefined {
  // A comma parts two fields only where another name follows: values hold commas too.
  for (const line of text.split(/,(?=\s*[A-Za-z0-9-]+\s*:)/)) {
    const [, name, value] =
      /^\s*([!#$%&'*+.^_`|~0-9A-Za-z-]+)\s*:\s*([\t\x20-\x7e\x80-\uffff]*)$/.exec(line) ?? [];
    if (name === undefined || value === undefined) return wrong('must be name:value, such as "X-Env: dev".');
    effect.addHeaders.push({ name, value: value.trim() });
  }
  return undefined;
}

const listOf = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim().replace(/^"(.*)"$/, '$1'))
    .filter((part) => part !== '');

const wrong = (reason: string): FlagOutcome => ({ is: 'wrong', reason });
