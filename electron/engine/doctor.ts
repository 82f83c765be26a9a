import { NGROK_AUTHTOKEN } from '../../shared/model/secret.ts';
import type { Bin } from '../../shared/model/bin.ts';
import type { Diagnosis } from '../../shared/model/diagnosis.ts';
import type { Exchange } from '../../shared/model/exchange.ts';
import type { Verification } from '../../shared/model/verification.ts';
import type { Clock, SecretsPort, Store } from './ports.ts';
import { providerById } from './providers/registry.ts';
import { diagnoseInTurns } from './signatures/doctor/diagnose.ts';
import type { NamedSecret, Rejected } from './signatures/doctor/scene.ts';
import { schemesOf, signingProviders } from './signatures/registry.ts';
import type { Scheme, SignedMessage } from './signatures/scheme.ts';
import type { KnownSecret } from './signatures/verify.ts';
import { messageOf } from './verify-exchange.ts';

/** A check that did not succeed, with everything that was looked at. */
export interface Suspect {
  verification: Verification;
  message: SignedMessage;
  schemes: readonly Scheme[];
  secrets: readonly KnownSecret[];
  /** Epoch ms for which it was checked. */
  at: number;
}

/** What else is known of a captured message. */
export interface Surroundings {
  /** What stands before the bin's own paths. */
  slug?: string;
  /** Where the bin receives besides: `https://abc.ngrok.app`. */
  origins?: readonly string[];
  /** Others of the same bin, from the same provider. */
  neighbours?: readonly SignedMessage[];
}

interface DoctorDeps {
  secrets: Pick<SecretsPort, 'get' | 'list'>;
  store: Pick<Store, 'listExchanges' | 'getExchange' | 'readBody'>;
  clock: Pick<Clock, 'monotonicMs'>;
  bin(id: string): Bin | undefined;
  /** Public URLs without a path, as of now. */
  origins(): readonly string[];
}

export interface Doctor {
  /** Why a check did not succeed, tried out with every secret that is kept; `undefined` when it did. */
  diagnose(suspect: Suspect, surroundings?: Surroundings): Promise<Diagnosis | undefined>;
  /** What is known around a captured request. */
  surroundingsOf(exchange: Exchange): Promise<Surroundings>;
}

/** More secrets are not tried. */
const MAX_SECRETS = 100;
/** So many others of the bin are looked at, each up to so large. */
const MAX_NEIGHBOURS = 12;
const MAX_NEIGHBOUR_BYTES = 256 * 1024;

/** Finds out why a signature was rejected; asked when someone wants to know, never while a request waits. */
export function createDoctor({ secrets, store, clock, bin, origins }: DoctorDeps): Doctor {
  const kept = async (): Promise<NamedSecret[]> => {
    const list = await secrets.list();
    const values = await Promise.all(
      list
        .filter(({ name }) => name !== NGROK_AUTHTOKEN)
        .slice(0, MAX_SECRETS)
        .map(async ({ name }) => ({ name, value: await secrets.get(name).catch(() => undefined) })),
    );
    return values.flatMap(({ name, value }) => (value === undefined ? [] : [{ name, value }]));
  };

  const messageFrom = async (exchange: Exchange): Promise<SignedMessage> => {
    const length = Math.min(exchange.request.body.sizeBytes, MAX_NEIGHBOUR_BYTES);
    const source = { kind: 'exchange', exchangeId: exchange.id } as const;
    const read = length === 0 ? undefined : await store.readBody(source, 0, length);
    return messageOf(exchange.request, read?.bytes ?? new Uint8Array());
  };

  return {
    async diagnose({ verification, message, schemes, secrets: used, at }, surroundings = {}) {
      const { status, reason, message: reasonMessage = '', schemeId, providerId } = verification;
      const scheme = schemes.find(({ id }) => id === schemeId) ?? schemes[0];
      if (status === 'verified' || reason === undefined || scheme === undefined) return undefined;
      const rejected: Rejected = {
        scheme,
        providerName: nameOf(providerId) ?? scheme.name,
        otherSchemes: otherSchemes(scheme, providerId),
        message,
        secrets: used,
        otherSecrets: await kept(),
        reason,
        reasonMessage,
        at,
        ...surroundings,
      };
      return diagnoseInTurns(rejected, () => clock.monotonicMs());
    },

    async surroundingsOf(exchange) {
      const slug = bin(exchange.binId)?.slug;
      const providerId = exchange.recognition?.providerId;
      const query = providerId === undefined ? 'provider:none' : `provider:${providerId}`;
      const { items } = await store.listExchanges({ binId: exchange.binId, query }, MAX_NEIGHBOURS + 1);
      const others = items.filter(
        ({ id, sizeBytes }) => id !== exchange.id && sizeBytes <= MAX_NEIGHBOUR_BYTES,
      );
      const found = await Promise.all(others.map(({ id }) => store.getExchange(id)));
      return {
        ...(slug === undefined ? {} : { slug }),
        origins: origins(),
        neighbours: await Promise.all(
          found.flatMap((each) => (each === undefined ? [] : [messageFrom(each)])),
        ),
      };
    },
  };
}

const nameOf = (providerId: string | undefined): string | undefined =>
  providerId === undefined ? undefined : (providerById(providerId)?.name ?? providerId);

/** Every other scheme once, those of the same provider first. */
function otherSchemes(scheme: Scheme, providerId: string | undefined): Rejected['otherSchemes'] {
  const ids = [...signingProviders].sort((a, b) => Number(b === providerId) - Number(a === providerId));
  const seen = new Set([scheme.id]);
  return ids.flatMap((id) =>
    schemesOf(id).flatMap((each) => {
      if (seen.has(each.id)) return [];
      seen.add(each.id);
      return [{ scheme: each, providerName: nameOf(id) ?? id, isSameProvider: id === providerId }];
    }),
  );
}
