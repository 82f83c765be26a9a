/** Headers as Node's `rawHeaders`, in pairs: order, case and duplicates as they were sent. */
export type HeaderList = [name: string, value: string][];

export function toHeaderList(rawHeaders: readonly string[]): HeaderList {
  const list: HeaderList = [];
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    list.push([rawHeaders[at] ?? '', rawHeaders[at + 1] ?? '']);
  }
  return list;
}

export function isNamed(name: string): (header: [string, string]) => boolean {
  const wanted = name.toLowerCase();
  return ([actual]) => actual.toLowerCase() === wanted;
}

export function withoutHeaders(list: HeaderList, names: readonly string[]): HeaderList {
  const unwanted = new Set(names.map((name) => name.toLowerCase()));
  return list.filter(([name]) => !unwanted.has(name.toLowerCase()));
}

/** Replaces the value where the header is, or adds it at the end. */
export function withHeader(list: HeaderList, name: string, value: string): HeaderList {
  if (!list.some(isNamed(name))) return [...list, [name, value]];
  return list.map((header) => (isNamed(name)(header) ? [header[0], value] : header));
}

export function headerValue(list: HeaderList, name: string): string | undefined {
  return list.find(isNamed(name))?.[1];
}

/** Meant for one connection only (RFC 9110 §7.6.1); Transfer-Encoding stays, because chunks are passed on as chunks. */
export function withoutHopByHop(list: HeaderList): HeaderList {
  const named = list
    .filter(isNamed('connection'))
    .flatMap(([, value]) => value.split(','))
    .map((name) => name.trim())
    .filter((name) => !/^(content-length|transfer-encoding|host)$/i.test(name));
  return withoutHeaders(list, [
    'connection',
    'keep-alive',
    'proxy-connection',
    'proxy-authorization',
    'te',
    'upgrade',
    ...named,
  ]);
}

/** Rules of the kind `{ add: ["name:value"], remove: ["name"] }`; Host can only be there once, so it is replaced. */
export function withRules(
  list: HeaderList,
  rules: { add: readonly string[]; remove: readonly string[] },
): HeaderList {
  let result = withoutHeaders(list, rules.remove);
  for (const rule of rules.add) {
    const colon = rule.indexOf(':');
    const name = rule.slice(0, colon);
    const value = rule.slice(colon + 1).trim();
    if (name.toLowerCase() === 'host') result = withHeader(result, name, value);
    else result = [...result, [name, value]];
  }
  return result;
}
