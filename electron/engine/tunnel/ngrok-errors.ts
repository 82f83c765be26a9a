/**
 * What a problem means for trying again. `credentials`: it can't heal, ever. `permanent`: the service refused what was
 * asked for, so a first start fails; a tunnel that was online before goes on trying, because it was accepted then.
 * `temporary`: worth trying again.
 */
export type ProblemKind = 'credentials' | 'permanent' | 'temporary';

export interface KnownError {
  kind: ProblemKind;
  /** What is wrong and what to do. */
  message: string;
}

const tokenPage = 'https://dashboard.ngrok.com/get-started/your-authtoken';
const reserve =
  'Reserve it at https://dashboard.ngrok.com/domains, or leave the domain empty for a random one.';

const credentials = (message: string): KnownError => ({ kind: 'credentials', message });
const permanent = (message: string): KnownError => ({ kind: 'permanent', message });
const temporary = (message: string): KnownError => ({ kind: 'temporary', message });

/**
 * The codes that a tunnel's user can meet, by number, with their next step. Meanings are from ngrok's published
 * catalogue, one page a code: https://ngrok.com/docs/errors/reference
 */
export const ngrokErrors: Readonly<Partial<Record<number, KnownError>>> = {
  102: credentials(
    'The last payment for this ngrok account failed and it is suspended. Update the payment at https://dashboard.ngrok.com/billing.',
  ),
  103: credentials(
    'This ngrok account is suspended. Write to support@ngrok.com if you think that is a mistake.',
  ),
  105: credentials(`This is not a proper ngrok authtoken. Copy it again, complete, from ${tokenPage}.`),
  106: credentials(
    `This authtoken is from ngrok 1 and no longer works. Copy a current one from ${tokenPage}.`,
  ),
  107: credentials(
    `ngrok no longer accepts this authtoken: it was reset or revoked, or you left its team. Copy the current one from ${tokenPage}.`,
  ),
  108: permanent(
    'This ngrok account already runs as many agents as it may. Stop one at https://dashboard.ngrok.com/agents, then start again.',
  ),
  109: permanent('ngrok could not read what its client sent. Update Hookbench.'),
  110: temporary('ngrok did not recognise the session that was to be resumed. A new one is tried.'),
  111: permanent('ngrok wants less frequent heartbeats than Hookbench sends. Update Hookbench.'),
  115: permanent(
    'Your IP address is outside the agent IP restrictions of this ngrok account. Change them at https://dashboard.ngrok.com/ip-restrictions, or use another network.',
  ),
  116: permanent(
    'Your IP address is not allowed for this authtoken. Use another network, or an authtoken that allows this one.',
  ),
  118: permanent(
    "This ngrok account may not use ngrok's enterprise ingress. Clear the server address in Settings.",
  ),
  119: permanent('ngrok did not understand the version of its client. Update Hookbench.'),
  120: permanent('ngrok no longer supports the version of its client in this Hookbench. Update Hookbench.'),
  121: permanent(
    "The version of ngrok's client in this Hookbench is too old for your account. Update Hookbench.",
  ),
  122: permanent('This ngrok account may not use that server address. Clear or correct it in Settings.'),
  123: credentials(
    "ngrok starts no tunnel until the account's e-mail address is verified. Verify it at https://dashboard.ngrok.com/user/settings.",
  ),
  300: credentials(`This authtoken has been revoked. Copy the current one from ${tokenPage}.`),
  301: permanent(
    'ngrok could not read the request for the endpoint. Check the domain and the traffic policy.',
  ),
  313: permanent(
    'Custom subdomains need a paid ngrok plan. Leave the domain empty, or use the one at https://dashboard.ngrok.com/domains.',
  ),
  314: permanent(
    'Custom domains need a paid ngrok plan. Leave the domain empty, or use the one at https://dashboard.ngrok.com/domains.',
  ),
  315: permanent('Wildcard domains need the Pay-as-you-go plan of ngrok. Enter a domain without *.'),
  316: permanent(
    'This authtoken may not use that domain. Enter another domain, or change its ACL in the dashboard.',
  ),
  317: permanent('This domain is only available in another region of ngrok. Enter another domain.'),
  318: permanent(`This wildcard domain is not reserved for your ngrok account. ${reserve}`),
  319: permanent(`This domain is not reserved for your ngrok account. ${reserve}`),
  320: permanent(
    'This domain belongs to another ngrok account. Enter another one, or use the authtoken of that account.',
  ),
  321: permanent('A wildcard domain must be reserved exactly as it is used. Enter it as you reserved it.'),
  322: permanent('This domain is reserved in another region of ngrok. Enter another domain.'),
  324: permanent(
    'This ngrok account may not run that many endpoints. Stop one at https://dashboard.ngrok.com/endpoints, then start again.',
  ),
  326: permanent(
    'The domain has a character that is not allowed. Use letters, digits, dots and hyphens only.',
  ),
  327: permanent('The domain has two dots in a row. Correct it.'),
  328: permanent('A part of the domain begins with a character that is not allowed. Correct it.'),
  329: permanent('A part of the domain ends with a character that is not allowed. Correct it.'),
  330: permanent("A part of the domain has '--' where only international names (xn--) may. Correct it."),
  331: permanent('A domain with this ending is not reachable over the internet. Enter another one.'),
  334: permanent(
    'This domain is already online in another agent. Stop it there (https://dashboard.ngrok.com/endpoints), or enter another domain.',
  ),
  336: temporary('ngrok could not find your account just now. It is tried again.'),
  337: credentials(
    'The last payment for this ngrok account failed and it is suspended. Update the payment at https://dashboard.ngrok.com/billing.',
  ),
  338: credentials(
    'This ngrok account is suspended. Write to support@ngrok.com if you think that is a mistake.',
  ),
  355: permanent('A domain may not contain an underscore. Correct it.'),
  702: temporary('Too many connections a minute for your ngrok plan. Send fewer, or upgrade the plan.'),
  714: permanent(
    'This ngrok account has no simultaneous connection left. See https://dashboard.ngrok.com/billing.',
  ),
  725: permanent(
    "This month's traffic of the ngrok account is used up. See https://dashboard.ngrok.com/billing.",
  ),
  726: permanent(
    "This month's connections of the ngrok account are used up. See https://dashboard.ngrok.com/billing.",
  ),
  727: permanent(
    "This month's requests of the ngrok account are used up. See https://dashboard.ngrok.com/billing.",
  ),
  728: permanent(
    "This month's HTTP connections of the ngrok account are used up. See https://dashboard.ngrok.com/billing.",
  ),
  2200: permanent('An expression in the traffic policy is not valid. Correct it in the tunnel options.'),
  2201: permanent(
    'The traffic policy names an action that ngrok does not know. See https://ngrok.com/docs/traffic-policy/actions.',
  ),
  2202: permanent('An action of the traffic policy is not allowed in its phase. Move it to another phase.'),
  2203: permanent(
    "The configuration of an action of the traffic policy can't be read. Correct it in the tunnel options.",
  ),
  2204: permanent(
    'The configuration of an action of the traffic policy has a wrong value. Correct it in the tunnel options.',
  ),
  2206: permanent('A rule of the traffic policy has no action. Add one, or remove the rule.'),
  2207: permanent(
    'An action of the traffic policy is never reached, because one before it ends the request. Remove one.',
  ),
  2236: permanent(
    "The traffic policy can't be read. It must be valid JSON or YAML; correct it in the tunnel options.",
  ),
  2256: permanent(
    'An action of the traffic policy is not part of your ngrok plan. Remove it, or upgrade the plan.',
  ),
  3200: temporary('ngrok says that the endpoint is offline. It is started again.'),
  4018: credentials(
    `ngrok needs an authtoken. Sign up for free, copy it from ${tokenPage}, and enter it in Settings.`,
  ),
  8012: temporary('ngrok reached its client, but the client could not reach the listener of Hookbench.'),
  9009: permanent(
    'Connecting through an HTTP proxy needs the Pay-as-you-go plan of ngrok. Connect without the proxy, or upgrade the plan.',
  ),
  9010: permanent(
    'This ngrok account may not connect through a SOCKS proxy. Connect without the proxy, or upgrade the plan.',
  ),
  9040: permanent('ngrok does not accept connections from your IP address. Use another network.'),
};

export function docsUrlOf(code: string): string {
  return `https://ngrok.com/docs/errors/${code.toLowerCase()}`;
}
