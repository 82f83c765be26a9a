import type { HandshakeSettings } from '../../../shared/model/handshake.ts';
import { asana } from './asana.ts';
import { azureEventGrid } from './azure-event-grid.ts';
import { cloudevents } from './cloudevents.ts';
import { discord } from './discord.ts';
import { dropbox } from './dropbox.ts';
import type { Handshake, HandshakeReply, HandshakeRequest, HandshakeSecret } from './handshake.ts';
import { meta } from './meta.ts';
import { microsoftGraph } from './microsoft-graph.ts';
import { monday } from './monday.ts';
import { okta } from './okta.ts';
import { paypalIpn } from './paypal-ipn.ts';
import { slack } from './slack.ts';
import { twilio } from './twilio.ts';
import { twitch } from './twitch.ts';
import { websub } from './websub.ts';
import { x } from './x.ts';
import { zoom } from './zoom.ts';

/** In the order in which they are asked: the more a request has to show for one, the earlier. */
const handshakes: readonly Handshake[] = [
  discord,
  twitch,
  slack,
  zoom,
  azureEventGrid,
  cloudevents,
  meta,
  websub,
  okta,
  asana,
  microsoftGraph,
  x,
  monday,
  dropbox,
  paypalIpn,
  twilio,
];

export interface FoundHandshake extends HandshakeReply {
  handshake: Handshake;
}

/**
 * What the first allowed handshake that this request is one of answers. With `isLast` those are asked that acknowledge every
 * request of their provider, else those that meet a demand.
 */
export async function findHandshake(
  { isEnabled, disallowed }: HandshakeSettings,
  request: HandshakeRequest,
  secret: HandshakeSecret,
  isLast = false,
): Promise<FoundHandshake | undefined> {
  if (!isEnabled) return undefined;
  for (const handshake of handshakes) {
    if ((handshake.isLast ?? false) !== isLast || disallowed.includes(handshake.id)) continue;
    const reply = await handshake.answer(request, secret);
    if (reply !== undefined) return { handshake, ...reply };
  }
  return undefined;
}
