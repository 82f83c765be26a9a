import {
  LAB_LOG_LENGTH,
  withPostBack,
  withSend,
  type LabSend,
  type PaypalLab,
} from '../../../shared/model/paypal-lab.ts';
import type { EventBody } from '../../../shared/ipc/events.ts';
import { CommandError } from '../../../shared/ipc/envelope.ts';
import type { Settings } from '../../../shared/model/settings.ts';
import type { Clock, Ids, Log, SecretsPort } from '../ports.ts';
import { certificateFor, type LabCertificate } from './certificate.ts';
import { openLabServer, type LabServer } from './lab-server.ts';
import { answer, CERTIFICATE_PATH } from './routes.ts';
import { portProblem } from './port-problem.ts';
import type { SentMessages } from './sent-messages.ts';
import { labKey } from './signing-key.ts';

export interface PaypalLabDeps {
  clock: Clock;
  ids: Ids;
  log: Log;
  secrets: Pick<SecretsPort, 'get' | 'set'>;
  sent: SentMessages;
  /** As the settings are when the program starts. */
  settings: Settings['paypalLab'];
  publish(event: EventBody): void;
}

/** PayPal's side on this computer, switched on and off. */
export interface PaypalLabSwitch {
  status(): PaypalLab;
  /** Makes it as these settings say. Rejects with a sentence when the port can't be had, and is then as before. */
  apply(settings: Settings['paypalLab']): Promise<PaypalLab>;
  certificate(): Promise<LabCertificate>;
  recordSend(send: LabSend): void;
  clear(): PaypalLab;
  close(): Promise<void>;
}

export function createPaypalLab(deps: PaypalLabDeps): PaypalLabSwitch {
  const { clock, ids, log, publish } = deps;
  let server: LabServer | undefined;
  let askedPort: number | undefined;
  let lab: PaypalLab = { isRunning: false, webhookId: deps.settings.webhookId, postBacks: [], sends: [] };
  let certificate: Promise<LabCertificate> | undefined;
  let turn: Promise<unknown> = Promise.resolve();

  const theCertificate = (): Promise<LabCertificate> => {
    certificate ??= labKey(deps.secrets, lab.webhookId, log).then(certificateFor);
    // A store that failed once may work the next time.
    certificate.catch(() => (certificate = undefined));
    return certificate;
  };

  const changeTo = (next: PaypalLab): PaypalLab => {
    lab = next;
    publish({ type: 'paypalLab.changed', paypalLab: lab });
    return lab;
  };

  async function open(port: number): Promise<LabServer> {
    const own = await theCertificate();
    return openLabServer(port, {
      certificate: own,
      answer: (request) =>
        answer(request, { certificate: own, sent: deps.sent, webhookId: () => lab.webhookId }),
      onAnswered({ method, target, environment }, { kind, status, verdict }) {
        const postBack = {
          id: ids.next('pbk'),
          at: clock.now(),
          kind,
          method: method.slice(0, 40),
          path: target.slice(0, 300),
          environment,
          status,
          ...verdict,
        };
        lab = withPostBack(lab, postBack);
        publish({ type: 'paypalLab.answered', postBack });
      },
      onDefect: (error) => log.error('The PayPal lab could not answer a request', error),
    });
  }

  async function reconcile({ isEnabled, port, webhookId }: Settings['paypalLab']): Promise<PaypalLab> {
    if (webhookId !== lab.webhookId) {
      lab = { ...lab, webhookId };
      // The id is kept with the key.
      if (certificate !== undefined) await labKey(deps.secrets, webhookId, log);
    }
    if (!isEnabled) {
      await server?.close();
      server = undefined;
      return changeTo({ ...stopped(lab), webhookId });
    }
    if (server !== undefined && (askedPort === port || port === 0)) return changeTo({ ...lab, webhookId });
    const next = await open(port).catch((error: unknown) => {
      const problem = portProblem(error, port);
      if (server === undefined) changeTo({ ...lab, problem });
      throw new CommandError('unavailable', problem);
    });
    await server?.close();
    server = next;
    askedPort = port;
    const { id } = await theCertificate();
    return changeTo({
      ...stopped(lab),
      isRunning: true,
      port: next.port,
      urls: urlsAt(next.port, id),
      webhookId,
    });
  }

  return {
    status: () => lab,
    apply(settings) {
      const result = turn.then(() => reconcile(settings));
      turn = result.catch(() => undefined);
      return result;
    },
    certificate: theCertificate,
    recordSend(send) {
      lab = withSend(lab, send);
      publish({ type: 'paypalLab.sent', send });
    },
    clear: () => changeTo({ ...lab, postBacks: [], sends: [] }),
    async close() {
      await turn;
      await server?.close();
      server = undefined;
    },
  };
}

function stopped({ webhookId, postBacks, sends }: PaypalLab): PaypalLab {
  return { isRunning: false, webhookId, postBacks: postBacks.slice(0, LAB_LOG_LENGTH), sends };
}

function urlsAt(port: number, certificateId: string): NonNullable<PaypalLab['urls']> {
  const base = `http://127.0.0.1:${port}`;
  return {
    ipnSandbox: `${base}/sandbox/cgi-bin/webscr`,
    ipnLive: `${base}/live/cgi-bin/webscr`,
    ipnAny: `${base}/cgi-bin/webscr`,
    api: base,
    apiHttps: `https://localhost:${port}`,
    certificate: `${base}${CERTIFICATE_PATH}${certificateId}`,
  };
}
