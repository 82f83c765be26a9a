import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A listener for IPNs, written after PayPal's documented flow: an empty 200 first, then the post-back. */
export interface IpnListener {
  url: string;
  /** The words PayPal, or who plays it, answered with; resolves when there are `count` of them. */
  words(count: number): Promise<string[]>;
  close(): Promise<void>;
}

export interface IpnListenerOptions {
  /** Where it posts back to: `https://ipnpb.sandbox.paypal.com/cgi-bin/webscr` in the wild. */
  verifyUrl: string;
  /** What a faulty listener does to the message before it posts it back. */
  mangle?: (message: Buffer) => Buffer;
  /** What it answers in place of 200, one after the other. */
  statuses?: number[];
}

export async function openIpnListener(options: IpnListenerOptions): Promise<IpnListener> {
  const { verifyUrl, mangle = (message: Buffer): Buffer => message, statuses = [] } = options;
  const words: string[] = [];
  let tell: () => void = () => undefined;

  const postBack = async (message: Buffer) => {
    const reply = await fetch(verifyUrl, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/x-www-form-urlencoded',
        'User-Agent': 'Node-IPN-Verification',
      },
      body: Buffer.concat([Buffer.from('cmd=_notify-validate&'), mangle(message)]),
    });
    words.push(await reply.text());
    tell();
  };

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => void chunks.push(chunk));
    request.on('end', () => {
      const status = statuses.shift() ?? 200;
      response.writeHead(status).end();
      if (status === 200) void postBack(Buffer.concat(chunks));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/ipn`,
    async words(count) {
      while (words.length < count) await new Promise<void>((resolve) => (tell = resolve));
      return words;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
