import type { Scheme } from './scheme.ts';
import { githubSha1, githubSha256 } from './schemes/github.ts';
import { slackV0 } from './schemes/slack.ts';
import { standardV1 } from './schemes/standard.ts';
import { stripeV1 } from './schemes/stripe.ts';
import { twilioSha1 } from './schemes/twilio.ts';

const webhookV1 = standardV1('webhook');
const svixV1 = standardV1('svix');

/** The schemes of each provider that signs, the one it uses today first. */
const byProvider: Readonly<Record<string, readonly Scheme[]>> = {
  stripe: [stripeV1],
  github: [githubSha256, githubSha1],
  slack: [slackV0],
  twilio: [twilioSha1],
  'standard-webhooks': [webhookV1],
  svix: [svixV1],
  clerk: [svixV1],
  resend: [svixV1],
};

/** Every scheme once, the provider-specific forms of one left out. */
export const schemes: readonly Scheme[] = [
  ...new Map(
    Object.values(byProvider).flatMap((own) => own.map((scheme) => [scheme.id, scheme] as const)),
  ).values(),
];

export const schemeById = (id: string): Scheme | undefined => schemes.find((scheme) => scheme.id === id);

/** Empty for a provider that signs nothing, or that nobody knows. */
export const schemesOf = (providerId: string): readonly Scheme[] =>
  Object.hasOwn(byProvider, providerId) ? (byProvider[providerId] ?? []) : [];

export const providersWithSchemes: readonly string[] = Object.keys(byProvider);
