import { GenericHmac } from '../../../shared/model/generic-hmac.ts';
import { unusable, type Scheme, type Unusable } from './scheme.ts';
import { adyenHmac } from './schemes/adyen.ts';
import { calendlyV1 } from './schemes/calendly.ts';
import { discordEd25519 } from './schemes/discord.ts';
import { docusignHmac } from './schemes/docusign.ts';
import { genericHmac } from './schemes/generic.ts';
import { githubSha1, githubSha256 } from './schemes/github.ts';
import { hubspotV1, hubspotV2, hubspotV3 } from './schemes/hubspot.ts';
import { linearHmac } from './schemes/linear.ts';
import { mailgunHmac } from './schemes/mailgun.ts';
import { paddleH1 } from './schemes/paddle.ts';
import { pagerdutyV1 } from './schemes/pagerduty.ts';
import { paypalRsa } from './schemes/paypal.ts';
import {
  bitbucketSha256,
  intercomSha1,
  metaSha1,
  metaSha256,
  razorpaySha256,
  sentrySha256,
  typeformSha256,
} from './schemes/plain-body.ts';
import { sendgridEcdsa } from './schemes/sendgrid.ts';
import { shopifyHmac } from './schemes/shopify.ts';
import { slackV0 } from './schemes/slack.ts';
import { snsV1, snsV2 } from './schemes/sns.ts';
import { squareHmac } from './schemes/square.ts';
import { standardV1a } from './schemes/standard-v1a.ts';
import { standardV1 } from './schemes/standard.ts';
import { stripeV1 } from './schemes/stripe.ts';
import { gitlabToken, telegramToken } from './schemes/tokens.ts';
import { twilioSha1 } from './schemes/twilio.ts';
import { twitchSha256 } from './schemes/twitch.ts';
import { zoomV0 } from './schemes/zoom.ts';

const standard = [standardV1('webhook'), standardV1a('webhook')];
const svix = [standardV1('svix'), standardV1a('svix')];

/** The schemes of each provider that signs, the one it uses today first. */
const byProvider: Readonly<Record<string, readonly Scheme[]>> = {
  stripe: [stripeV1],
  github: [githubSha256, githubSha1],
  shopify: [shopifyHmac],
  slack: [slackV0],
  twilio: [twilioSha1],
  paypal: [paypalRsa],
  'standard-webhooks': standard,
  svix,
  clerk: svix,
  resend: svix,
  square: [squareHmac],
  zoom: [zoomV0],
  meta: [metaSha256, metaSha1],
  discord: [discordEd25519],
  paddle: [paddleH1],
  hubspot: [hubspotV3, hubspotV2, hubspotV1],
  mailgun: [mailgunHmac],
  sendgrid: [sendgridEcdsa],
  docusign: [docusignHmac],
  linear: [linearHmac],
  typeform: [typeformSha256],
  'aws-sns': [snsV2, snsV1],
  // Its signing tokens of 2026 are those of Standard Webhooks.
  gitlab: [gitlabToken, ...standard.slice(0, 1)],
  bitbucket: [bitbucketSha256],
  twitch: [twitchSha256],
  telegram: [telegramToken],
  adyen: [adyenHmac],
  razorpay: [razorpaySha256],
  intercom: [intercomSha1],
  calendly: [calendlyV1],
  sentry: [sentrySha256],
  pagerduty: [pagerdutyV1],
};

/** The provider id under which a scheme of one's own is used. */
export const GENERIC_PROVIDER = 'generic';

/** Every scheme once; those of one id differ only in the names of the headers they write. */
export const schemes: readonly Scheme[] = [
  ...new Map(Object.values(byProvider).flatMap((own) => own.map((scheme) => [scheme.id, scheme]))).values(),
  genericHmac(GenericHmac.parse({ header: 'X-Signature' })),
];

export const schemeById = (id: string): Scheme | undefined => schemes.find((scheme) => scheme.id === id);

/** Empty for a provider that signs nothing, or that nobody knows. */
export const schemesOf = (providerId: string): readonly Scheme[] =>
  Object.hasOwn(byProvider, providerId) ? (byProvider[providerId] ?? []) : [];

/** Providers whose requests can be verified. */
export const signingProviders: readonly string[] = Object.keys(byProvider);

/** Why a provider has no scheme. */
export function withoutScheme(providerId: string | undefined): Unusable {
  switch (providerId) {
    case undefined:
      return unusable(
        'no_scheme',
        'The request was not recognized, so nothing is known of how its sender signs.',
      );
    case 'paypal-ipn':
      return unusable(
        'needs_postback',
        'An IPN message is not signed: only PayPal can say whether it sent it, when it is posted back.',
      );
    case 'mollie':
      return unusable(
        'no_scheme',
        'Mollie does not sign its webhooks: they carry an id, and what it stands for is fetched from Mollie.',
      );
    case 'azure-event-grid':
    case 'cloudevents':
      return unusable(
        'no_scheme',
        'Such requests are not signed; their sender proves itself at registration, or by a token in the URL.',
      );
    default:
      return unusable(
        'no_scheme',
        `Nothing is known of how ${providerId} signs: describe its scheme, or choose another provider.`,
      );
  }
}
