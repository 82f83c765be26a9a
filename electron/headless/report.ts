import type { HookbenchEvent } from '../../shared/ipc/events.ts';
import type { NgrokPlan } from '../../shared/ipc/commands/ngrok-command.ts';
import type { ExchangeSummary } from '../../shared/model/exchange.ts';
import type { Tunnel } from '../../shared/model/tunnel.ts';
import { visibleJson, visibleText } from './visible-text.ts';

/** The first line with `--json`: how to reach this run. Fixed, and public. */
export interface Ready {
  captureUrl: string;
  controlUrl: string;
  /** The bearer token of the control interface, for this run. */
  token: string;
  dataDir: string;
  pid: number;
}

/** How the command tells what happens; a line each, or nothing. */
export interface Report {
  ready(ready: Ready): string;
  event(event: HookbenchEvent): string | undefined;
  /** What an ngrok command given on the command line has set up. */
  ngrokPlan(plan: NgrokPlan): string;
  /** Lines were left out because their reader did not keep up; `lastSeq` is the last event by now. */
  gap(lastSeq: number): string;
}

/** One JSON object a line. */
export const jsonReport: Report = {
  ready: ({ captureUrl, controlUrl, token, dataDir, pid }) =>
    visibleJson({ type: 'ready', captureUrl, controlUrl, token, dataDir, pid }),
  event: (event) => visibleJson(event),
  ngrokPlan: ({ does, unsupported, withoutEffect }) =>
    visibleJson({ type: 'ngrokCommand', does, unsupported, withoutEffect }),
  gap: (lastSeq) => visibleJson({ type: 'gap', lastSeq }),
};

/** For a person at a terminal; nothing captured reaches it as it came. */
export const textReport: Report = {
  ready: ({ captureUrl, controlUrl, token, dataDir }) =>
    [
      'Hookbench captures webhooks.',
      '',
      `  Endpoint  ${visibleText(captureUrl)}/inbox`,
      `  Control   ${visibleText(controlUrl)}`,
      `  Token     ${token}`,
      `  Data      ${visibleText(dataDir)}`,
      '',
      `Try it: curl -d hello=world ${visibleText(captureUrl)}/inbox`,
      'Ctrl+C ends it.',
      '',
    ].join('\n'),
  event(event) {
    switch (event.type) {
      case 'exchange.captured':
        return captured(event.exchange);
      case 'tunnel.changed':
        return tunnelLine(event.tunnel);
      case 'tunnel.tookOver':
        return visibleText(`The ${event.to.provider} tunnel took over from ${event.from.provider}.`);
      case 'health.changed':
        return event.health.problem === undefined
          ? 'Requests are stored again.'
          : visibleText(event.health.problem);
      case 'listener.changed':
        return event.listener.problem === undefined ? undefined : visibleText(event.listener.problem);
      default:
        return undefined;
    }
  },
  ngrokPlan: ({ does, unsupported, withoutEffect }) =>
    [
      ...does,
      ...unsupported.map(({ flag, reason }) => `Not supported: ${flag}: ${reason}`),
      ...withoutEffect.map(({ flag, reason }) => `Without effect: ${flag}: ${reason}`),
      '',
    ]
      .map(visibleText)
      .join('\n'),
  gap: () => '… some lines were left out',
};

function captured(exchange: ExchangeSummary): string {
  const target = exchange.target.length > 200 ? `${exchange.target.slice(0, 200)}…` : exchange.target;
  const parts = [
    new Date(exchange.receivedAt).toLocaleTimeString('en-GB'),
    exchange.method.padEnd(6),
    target,
    sizeText(exchange.sizeBytes),
    exchange.contentType?.slice(0, 100),
    exchange.outcome.status === undefined ? undefined : `→ ${exchange.outcome.status}`,
    exchange.outcome.reason,
  ];
  return visibleText(parts.filter((part) => part !== undefined).join('  '));
}

function tunnelLine(tunnel: Tunnel): string | undefined {
  if (tunnel.state === 'online') return visibleText(`Tunnel online: ${tunnel.publicUrl ?? ''}`);
  if (tunnel.error === undefined) return undefined;
  return visibleText(`Tunnel ${tunnel.state}: ${tunnel.error.message} (${tunnel.error.code})`);
}

function sizeText(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1024 * 1024 ? `${(bytes / 1024).toFixed(1)} KiB` : `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
}
