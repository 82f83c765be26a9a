import type { KnownHost } from '../../../../shared/model/known-host.ts';
import { sshServerOf, SshOptions } from '../../../../shared/model/tunnel-options.ts';
import type { SecretsPort } from '../../ports.ts';
import type { Carrier, CarrierEvents } from '../carrier.ts';
import { ownProblem } from '../errors.ts';
import { createProcessCarrier, type ProcessParts } from '../process-carrier.ts';
import type { SshProof } from '../protocol.ts';
import { explainSsh } from './ssh-errors.ts';
import { readSshProof } from './ssh-values.ts';

/** A session that was lost without a word holds its port until the server notices: after that any other will do. */
const portHeldMs = 30_000;

/**
 * A tunnel by SSH remote forwarding. Its session runs in the tunnel process although ssh2 is JavaScript: what parses the
 * bytes of a foreign server, and decrypts every one of a visitor's, neither holds up capturing nor shares its memory.
 */
export function createSshCarrier(
  options: SshOptions,
  parts: ProcessParts & {
    secrets: Pick<SecretsPort, 'get'>;
    ingressPort: () => number;
    knownHosts: () => readonly KnownHost[];
  },
  events: CarrierEvents,
): Carrier {
  const server = sshServerOf(options);
  let proof: SshProof | undefined;
  /** The port that the server chose, asked for again so that the URL stays. */
  let lastPort: number | undefined;
  let lastPortRefusedAt: number | undefined;
  const isPortFree =
    options.service === 'custom' && server.remotePort === 0 && options.publicUrl === undefined;

  return createProcessCarrier(parts, events, {
    async prepare() {
      const checked = SshOptions.safeParse(options);
      if (!checked.success) {
        return ownProblem('bad_options', checked.error.issues.map(({ path }) => path.join('.')).join(', '));
      }
      const read = await readSshProof(options, parts.secrets);
      if ('problem' in read) return explainSsh(read.problem, server);
      proof = read.value;
      return undefined;
    },
    request() {
      const ingressPort = parts.ingressPort();
      if (proof === undefined || ingressPort < 1) return undefined;
      return {
        type: 'open',
        provider: 'ssh',
        service: options.service,
        ...server,
        remotePort: lastPort ?? server.remotePort,
        proof,
        knownFingerprints: parts
          .knownHosts()
          .filter(({ host, port }) => host === server.host && port === server.port)
          .map(({ fingerprint }) => fingerprint),
        publicUrl: options.publicUrl,
        // The public services are proxies that name the visitor; behind sshd itself there is none.
        isVisitorTold: options.service === 'custom' && options.isBehindProxy !== true,
        ingressPort,
        ...parts.timings,
      };
    },
    onOnline(publicUrl) {
      if (isPortFree) lastPort = Number(new URL(publicUrl).port || 80);
      lastPortRefusedAt = undefined;
      events.onOnline(publicUrl);
    },
    onProblem(raw) {
      const isAboutLastPort = raw.code === 'ssh_forward_refused' && lastPort !== undefined;
      if (isAboutLastPort) lastPortRefusedAt ??= parts.clock.now();
      if (isAboutLastPort && parts.clock.now() - (lastPortRefusedAt ?? 0) > portHeldMs) {
        lastPort = undefined;
        events.onRetry();
      } else events.onTrouble(explainSsh(raw, server));
    },
  });
}
