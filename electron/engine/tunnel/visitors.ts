/** More connections than an ingress takes at once are not remembered. */
const maxVisitors = 4096;

export interface Visitor {
  remoteAddress: string;
  scheme: 'http' | 'https';
}

/**
 * Whose connection it is that comes to the tunnel's ingress from a port of 127.0.0.1. Told by the tunnel process where no
 * proxy on the way writes the visitor's address into the request: there `X-Forwarded-For` is what the visitor wrote.
 */
export interface Visitors {
  add(port: number, visitor: Visitor): void;
  /** Who is behind a connection, forgotten by this: its port is free for another soon. */
  take(port: number): Visitor | undefined;
}

export function createVisitors(): Visitors {
  const visitors = new Map<number, Visitor>();
  return {
    add(port, visitor) {
      visitors.set(port, visitor);
      const [oldest] = visitors.keys();
      if (visitors.size > maxVisitors && oldest !== undefined) visitors.delete(oldest);
    },
    take(port) {
      const visitor = visitors.get(port);
      visitors.delete(port);
      return visitor;
    },
  };
}
