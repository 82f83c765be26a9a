import { header, readHeader } from '../header-signature.ts';
import type { TokenScheme, Unusable } from '../scheme.ts';
import { malformed } from '../secret-shape.ts';

interface Token extends Pick<TokenScheme, 'id' | 'name' | 'source' | 'problem'> {
  header: string;
}

/** Vendors that send the secret itself: whoever sees one request can forge the next. */
const token = ({ header: name, ...scheme }: Token): TokenScheme => ({
  kind: 'token',
  ...scheme,
  read(message) {
    const value = readHeader(message, name);
    return typeof value === 'string' ? { signatures: [value] } : value;
  },
  write: (secret) => ({ headers: [header(name, secret)] }),
});

const emptyProblem = (secret: string): Unusable | undefined =>
  secret === '' ? malformed('The secret is empty.') : undefined;

export const gitlabToken: TokenScheme = token({
  id: 'gitlab-token',
  name: 'GitLab secret token',
  source:
    'doc/user/project/integrations/webhooks.md of gitlabhq/gitlabhq and, for whsec_, gitlab-org/gitlab merge requests 230944 and 231325, read 2026-11-25',
  header: 'X-Gitlab-Token',
  problem: (secret) =>
    secret.startsWith('whsec_')
      ? malformed('This is a GitLab signing token (whsec_…): GitLab signs with it and never sends it.')
      : (unsendable(secret) ?? emptyProblem(secret)),
});

export const telegramToken: TokenScheme = token({
  id: 'telegram-token',
  name: 'Telegram secret token',
  source:
    'tdlib/telegram-bot-api WebhookActor.cpp, read 2026-11-25; length and letters as libraries quote https://core.telegram.org/bots/api#setwebhook',
  header: 'X-Telegram-Bot-Api-Secret-Token',
  problem(secret) {
    if (/^\d+:[A-Za-z0-9_-]{30,}$/.test(secret)) {
      return malformed('This is the bot’s own token, not the secret_token that was given to setWebhook.');
    }
    return /^[A-Za-z0-9_-]{1,256}$/.test(secret)
      ? undefined
      : malformed('A Telegram secret token is 1 to 256 letters, digits, underscores and hyphens.');
  },
});

const unsendable = (secret: string): Unusable | undefined =>
  /^[\t\u0020-\u007e\u0080-\u00ff]*$/u.test(secret)
    ? undefined
    : malformed('The token has characters that no header can carry.');
