import { adyen } from './adyen.ts';
import { awsSns } from './aws-sns.ts';
import { azureEventGrid } from './azure-event-grid.ts';
import { bitbucket } from './bitbucket.ts';
import { calendly } from './calendly.ts';
import { clerk } from './clerk.ts';
import { cloudevents } from './cloudevents.ts';
import { discord } from './discord.ts';
import { docusign } from './docusign.ts';
import { github } from './github.ts';
import { gitlab } from './gitlab.ts';
import { hubspot } from './hubspot.ts';
import { intercom } from './intercom.ts';
import { linear } from './linear.ts';
import { mailgun } from './mailgun.ts';
import { meta } from './meta.ts';
import { mollie } from './mollie.ts';
import { paddle } from './paddle.ts';
import { pagerduty } from './pagerduty.ts';
import { paypalIpn } from './paypal-ipn.ts';
import { paypal } from './paypal.ts';
import type { Provider } from './provider.ts';
import { razorpay } from './razorpay.ts';
import { resend } from './resend.ts';
import { sendgrid } from './sendgrid.ts';
import { sentry } from './sentry.ts';
import { shopify } from './shopify.ts';
import { slack } from './slack.ts';
import { square } from './square.ts';
import { standardWebhooks } from './standard-webhooks.ts';
import { stripe } from './stripe.ts';
import { svix } from './svix.ts';
import { telegram } from './telegram.ts';
import { twilio } from './twilio.ts';
import { twitch } from './twitch.ts';
import { typeform } from './typeform.ts';
import { zoom } from './zoom.ts';

/**
 * Every provider. Where two might take a request for theirs, the one that knows more of it stands first: those who send
 * through Svix before Svix, Event Grid before CloudEvents, whose envelope it can use.
 */
export const providers: readonly Provider[] = [
  stripe,
  github,
  paypal,
  paypalIpn,
  shopify,
  slack,
  twilio,
  sendgrid,
  square,
  zoom,
  discord,
  paddle,
  hubspot,
  mailgun,
  docusign,
  linear,
  typeform,
  awsSns,
  azureEventGrid,
  cloudevents,
  gitlab,
  bitbucket,
  twitch,
  telegram,
  mollie,
  adyen,
  razorpay,
  clerk,
  resend,
  svix,
  standardWebhooks,
  intercom,
  meta,
  calendly,
  sentry,
  pagerduty,
];

const byId: ReadonlyMap<string, Provider> = new Map(providers.map((provider) => [provider.id, provider]));

export const providerById = (id: string): Provider | undefined => byId.get(id);
