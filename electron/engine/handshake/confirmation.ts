import type { HandshakeId } from '../../../shared/model/handshake.ts';
import type { RequestFacts } from '../../../shared/rules/request-facts.ts';
import { jsonText } from './fields.ts';

/** A demand that is met by calling a URL which came with it. Whoever sent it chose that URL: it is called only when told to. */
export interface ConfirmationDemand {
  id: HandshakeId;
  url: string;
  /** Why the URL is not called even then: one sentence. */
  problem?: string;
}

interface Caller {
  id: HandshakeId;
  name: string;
  urlIn(facts: RequestFacts): string | undefined;
  host: RegExp;
  ports: readonly string[];
  hostWords: string;
}

const callers: readonly Caller[] = [
  {
    // docs.aws.amazon.com/sns/latest/dg/SendMessageToHttp.prepare.html; hosts as sns-validator 0.3.5 checks them; read 2026-11-25.
    id: 'aws-sns',
    name: 'AWS SNS',
    urlIn: (facts) =>
      jsonText(facts, 'Type') === 'SubscriptionConfirmation' ? jsonText(facts, 'SubscribeURL') : undefined,
    host: /^sns\.[a-z0-9-]{3,}\.amazonaws\.com(?:\.cn)?$/,
    ports: [''],
    hostWords: 'sns.<region>.amazonaws.com',
  },
  {
    // learn.microsoft.com/azure/event-grid/end-point-validation-event-grid-events-schema, read 2026-11-25: port 553, or the usual one.
    id: 'azure-event-grid',
    name: 'Azure Event Grid',
    urlIn: (facts) => jsonText(facts, 0, 'data', 'validationUrl'),
    host: /^rp-[a-z0-9-]+\.eventgrid\.azure\.(?:net|us|cn)$/,
    ports: ['', '553'],
    hostWords: 'rp-<region>.eventgrid.azure.net',
  },
];

/** Of the forms that a URL can be written in, the plainest alone: nothing that two programs could read differently. */
const PLAIN_URL = /^https:\/\/([a-z0-9.-]+)(?::([0-9]{1,5}))?\/[\x21-\x7e]*$/;

export function confirmationDemand(facts: RequestFacts): ConfirmationDemand | undefined {
  for (const { id, name, urlIn, host, ports, hostWords } of callers) {
    const url = urlIn(facts);
    if (url === undefined) continue;
    const [, hostname = '', port = ''] = PLAIN_URL.exec(url) ?? [];
    if (host.test(hostname) && ports.includes(port) && !url.includes('\\') && !url.includes('#')) {
      return { id, url };
    }
    return {
      id,
      url,
      problem: `${name} would name an https URL at ${hostWords}; this one is not called.`,
    };
  }
  return undefined;
}
