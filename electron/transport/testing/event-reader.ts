import { get, type ClientRequest, type IncomingMessage } from 'node:http';

interface SentEvent {
  id?: string;
  event?: string;
  data?: string;
}

/** Reads server-sent events as a browser does: fields up to an empty line, comments apart. */
export interface EventReader {
  status: number;
  headers: NodeJS.Dict<string | string[]>;
  /** The next event; rejects when the stream ends first. */
  next(): Promise<SentEvent>;
  /** The next comment. */
  nextComment(): Promise<string>;
  close(): void;
}

export async function readEvents(
  url: string,
  headers: Record<string, string>,
  path = '/events',
): Promise<EventReader> {
  const { request, response } = await open(url, headers, path);
  const events: SentEvent[] = [];
  const comments: string[] = [];
  let hasEnded = false;
  let wake = () => {};
  let rest = '';
  response.setEncoding('utf8');
  response.on('data', (text: string) => {
    const blocks = (rest + text).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      if (block.startsWith(':')) comments.push(block);
      else if (!block.startsWith('retry:')) events.push(parse(block));
    }
    wake();
  });
  const end = () => {
    hasEnded = true;
    wake();
  };
  response.on('close', end);
  response.on('error', end);

  const take = async <Item>(queue: Item[]): Promise<Item> => {
    for (;;) {
      const item = queue.shift();
      if (item !== undefined) return item;
      if (hasEnded) throw new Error('the stream ended');
      await new Promise<void>((resolve) => (wake = resolve));
    }
  };
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    next: () => take(events),
    nextComment: () => take(comments),
    close: () => request.destroy(),
  };
}

function open(
  url: string,
  headers: Record<string, string>,
  path: string,
): Promise<{ request: ClientRequest; response: IncomingMessage }> {
  return new Promise((resolve, reject) => {
    const request = get(`${url}${path}`, { headers, agent: false }, (response) => {
      resolve({ request, response });
    });
    request.on('error', reject);
  });
}

function parse(block: string): SentEvent {
  const fields = block.split('\n').map((line) => {
    const colon = line.indexOf(': ');
    return [line.slice(0, colon), line.slice(colon + 2)];
  });
  return Object.fromEntries(fields) as SentEvent;
}
