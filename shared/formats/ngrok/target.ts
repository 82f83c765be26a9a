/** Where ngrok sends what arrives: the URL, or one sentence that says why it can't be one. */
export type NgrokTarget = { url: string } | { problem: string };

/**
 * Reads ngrok's argument: a port, `host`, `host:port`, `:port`, or a URL of either scheme. Inside of a container
 * `host.docker.internal` is this computer.
 */
export function readTarget(text: string): NgrokTarget {
  if (/^\$|^%\w+%$/.test(text))
    return { problem: `${text} is a variable: put its value there, such as 8080.` };
  if (/^file:/i.test(text)) {
    return {
      problem:
        'ngrok can serve a folder (file://); Hookbench serves no files. Start a web server there and give its port.',
    };
  }
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1]?.toLowerCase();
  if (scheme !== undefined && scheme !== 'http' && scheme !== 'https') {
    return {
      problem: `${scheme}:// can't be forwarded to: Hookbench forwards to http:// and https:// URLs.`,
    };
  }
  const full = scheme !== undefined ? text : `http://${withHost(text)}`;
  const parts = httpUrl.exec(full)?.groups;
  const port = Number(parts?.['port'] ?? 1);
  if (parts === undefined || port > 65_535) {
    return {
      problem: `${JSON.stringify(text)} is no port and no address: give one such as 8080, shop.local:8080 or https://localhost:8443.`,
    };
  }
  if (parts['user'] !== undefined) return { problem: 'The address may hold no user name and password.' };
  if (port === 0) return { problem: 'Port 0 is not an address: give the port that your code listens on.' };
  const { scheme: given = 'http', host = '', path = '' } = parts;
  const authority = host.toLowerCase() === 'host.docker.internal' ? 'localhost' : host.toLowerCase();
  const written = parts['port'] === undefined ? '' : `:${port}`;
  return { url: `${given.toLowerCase()}://${authority}${written}${path === '/' ? '' : path}` };
}

const httpUrl =
  /^(?<scheme>https?):\/\/(?<user>[^@/?#]*@)?(?<host>\[[0-9a-f:.]{2,45}\]|[a-z0-9_](?:[a-z0-9._-]{0,252}))(?::(?<port>\d{1,5}))?(?<path>[/?][^\s#]*)?$/i;

/** `8080` and `:8080` are ports of this computer. */
function withHost(text: string): string {
  if (/^\d+$/.test(text)) return `localhost:${text}`;
  return text.startsWith(':') ? `localhost${text}` : text;
}
