import type { SshService } from '../../../../shared/model/tunnel-options.ts';

/** More of what a server prints is not looked at: its URL comes at the beginning. */
const maxLength = 64 * 1024;

/** What terminals act on: CSI and OSC sequences, other escapes (ECMA-48 §5.4, §8.3.89). */
const escapes = /\u001b\[[0-?]*[ -/]*[@-~]|\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)|\u001b[@-_]/g;

/**
 * Where each service prints the public URL, on a line of its own or in a sentence. The texts were read in logs that users
 * of them published, on 2026-11-25; there is no documented format.
 */
const patterns: Readonly<Record<Exclude<SshService, 'custom'>, readonly RegExp[]>> = {
  // `9239ab27cc1ba2.lhr.life tunneled with tls termination, https://9239ab27cc1ba2.lhr.life`
  'localhost.run': [
    /tunneled with tls termination, (https:\/\/[^\s"',]+)/,
    /^(?:https:\/\/)?([a-z0-9.-]+\.[a-z]{2,}) tunneled with tls termination/m,
  ],
  // `Forwarding HTTP traffic from https://2757a812-91-93.serveousercontent.com`
  'serveo.net': [/Forwarding HTTP traffic from (https?:\/\/[^\s"',]+)/],
  // `https://rnatl-2401-4900.a.free.pinggy.link` on a line of its own, after the same with http://
  'pinggy.io': [
    /(https:\/\/[a-z0-9.-]+\.pinggy\.(?:link|net|online|live))\b/i,
    /^\s*(?:HTTPS\s*:\s*)?(https:\/\/(?![a-z0-9.-]*pinggy\.io)[a-z0-9.-]+\.[a-z]{2,})\/?\s*$/im,
  ],
};

/** Reads what a service prints, piece by piece, until its public URL is in it. */
export interface BannerReader {
  /** The URL, once it is known. A piece may end in the middle of it: only whole lines count. */
  read(piece: string): string | undefined;
  /** What was printed, for an error message: one line, without what steers a terminal. */
  text(): string;
}

export function createBannerReader(service: Exclude<SshService, 'custom'>): BannerReader {
  let printed = '';
  return {
    read(piece) {
      printed = (printed + piece).slice(0, maxLength);
      const lines = printed.replace(escapes, '').replace(/\r/g, '\n');
      const whole = lines.slice(0, lines.lastIndexOf('\n') + 1);
      for (const pattern of patterns[service]) {
        const found = pattern.exec(whole)?.[1];
        if (found !== undefined)
          return found.includes('://') ? found.replace(/\/+$/, '') : `https://${found}`;
      }
      return undefined;
    },
    text: () =>
      printed
        .replace(escapes, '')
        .replace(/[\s\p{C}]+/gu, ' ')
        .trim()
        .slice(0, 300),
  };
}
