import { adyenTemplates } from './adyen.ts';
import { awsSnsTemplates } from './aws-sns.ts';
import { azureEventGridTemplates } from './azure-event-grid.ts';
import { bitbucketTemplates } from './bitbucket.ts';
import { calendlyTemplates } from './calendly.ts';
import { clerkTemplates } from './clerk.ts';
import { cloudeventsTemplates } from './cloudevents.ts';
import { discordTemplates } from './discord.ts';
import { docusignTemplates } from './docusign.ts';
import { githubTemplates } from './github.ts';
import { gitlabTemplates } from './gitlab.ts';
import { hubspotTemplates } from './hubspot.ts';
import { intercomTemplates } from './intercom.ts';
import { linearTemplates } from './linear.ts';
import { mailgunTemplates } from './mailgun.ts';
import { metaTemplates } from './meta.ts';
import { mollieTemplates } from './mollie.ts';
import { paddleTemplates } from './paddle.ts';
import { pagerdutyTemplates } from './pagerduty.ts';
import { paypalIpnTemplates } from './paypal-ipn.ts';
import { paypalTemplates } from './paypal.ts';
import { razorpayTemplates } from './razorpay.ts';
import { resendTemplates } from './resend.ts';
import { sendgridTemplates } from './sendgrid.ts';
import { sentryTemplates } from './sentry.ts';
import { shopifyTemplates } from './shopify.ts';
import { slackTemplates } from './slack.ts';
import { squareTemplates } from './square.ts';
import { standardWebhooksTemplates } from './standard-webhooks.ts';
import { stripeTemplates } from './stripe.ts';
import { svixTemplates } from './svix.ts';
import { telegramTemplates } from './telegram.ts';
import { twilioTemplates } from './twilio.ts';
import { twitchTemplates } from './twitch.ts';
import { typeformTemplates } from './typeform.ts';
import { zoomTemplates } from './zoom.ts';
import type { TemplateSet } from './template.ts';

/** Every provider's templates. */
export const templateSets: readonly TemplateSet[] = [
  adyenTemplates,
  awsSnsTemplates,
  azureEventGridTemplates,
  bitbucketTemplates,
  calendlyTemplates,
  clerkTemplates,
  cloudeventsTemplates,
  discordTemplates,
  docusignTemplates,
  githubTemplates,
  gitlabTemplates,
  hubspotTemplates,
  intercomTemplates,
  linearTemplates,
  mailgunTemplates,
  metaTemplates,
  mollieTemplates,
  paddleTemplates,
  pagerdutyTemplates,
  paypalIpnTemplates,
  paypalTemplates,
  razorpayTemplates,
  resendTemplates,
  sendgridTemplates,
  sentryTemplates,
  shopifyTemplates,
  slackTemplates,
  squareTemplates,
  standardWebhooksTemplates,
  stripeTemplates,
  svixTemplates,
  telegramTemplates,
  twilioTemplates,
  twitchTemplates,
  typeformTemplates,
  zoomTemplates,
];
