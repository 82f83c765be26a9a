import type { DiagnosisCause } from '../../../../../shared/model/diagnosis.ts';
import type { Header } from '../../../../../shared/model/header.ts';
import type { SignedMessage } from '../../scheme.ts';
import type { NamedSecret } from '../scene.ts';
import { digestOf, partsOf, type Kit, type Parts } from './kits.ts';

/** A message with one mistake in it, and how it is checked. */
export interface Planted {
  message: SignedMessage;
  secrets: NamedSecret[];
  others?: NamedSecret[];
  at?: number;
  slug?: string;
}

/** A kind of mistake: the cause that names it, and how it is made; `undefined` where a scheme can't have it. */
export interface Plant {
  name: string;
  cause: DiagnosisCause;
  plant(kit: Kit): Planted | undefined;
}

export interface Mistake {
  key?: Buffer;
  algorithm?: string;
  signed?: Partial<Parts>;
  sent?: Partial<Parts>;
  content?: (parts: Parts) => Buffer;
  write?: (digest: Buffer, kit: Kit) => string;
  headers?: (headers: [string, string][]) => [string, string][];
  secret?: NamedSecret;
  others?: NamedSecret[];
  at?: number;
  slug?: string;
  extraHeaders?: [string, string][];
}

/** Signs as the sender does, sends as it arrives; everything not named is right. */
function make(kit: Kit, mistake: Mistake): Planted {
  const signed = partsOf(kit, mistake.signed);
  const sent = { ...signed, ...mistake.sent };
  const key = mistake.key ?? kit.key(kit.secret);
  const digest = digestOf(kit, key, (mistake.content ?? kit.content)(signed), mistake.algorithm);
  const signature = mistake.write?.(digest, kit) ?? digest.toString(kit.encoding);
  const own = kit.headers(signature, sent);
  const headers = [
    ['Content-Type', kit.contentType] as [string, string],
    ...(mistake.extraHeaders ?? []),
    ...(mistake.headers?.(own) ?? own),
  ].map(([name, value]): Header => ({ name, value }));
  return {
    message: { method: sent.method, url: sent.url, headers, body: sent.body },
    secrets: [mistake.secret ?? { name: 'mine', value: kit.secret }],
    others: mistake.others ?? [{ name: 'unrelated', value: kit.otherSecret }],
    ...(mistake.at === undefined ? {} : { at: mistake.at }),
    ...(mistake.slug === undefined ? {} : { slug: mistake.slug }),
  };
}

export const isTextKey = (kit: Kit) => kit.key('AbcdEfgh').toString() === 'AbcdEfgh';
export const isJson = (kit: Kit) => kit.coversBody && kit.contentType.includes('json');

export const plant = (
  name: string,
  cause: DiagnosisCause,
  mistake: (kit: Kit) => Mistake | undefined | false,
): Plant => ({
  name,
  cause,
  plant(kit) {
    const made = mistake(kit);
    return made === undefined || made === false ? undefined : make(kit, made);
  },
});
