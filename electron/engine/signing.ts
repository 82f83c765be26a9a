import type { CommandValue, ParsedInput } from '../../shared/ipc/contract.ts';
import type { SchemeInfo } from '../../shared/ipc/commands/signatures.ts';
import type { EventBody } from '../../shared/ipc/events.ts';
import type { Bin } from '../../shared/model/bin.ts';
import type { BinSigning } from '../../shared/model/bin-signing.ts';
import type { Draft, DraftBody } from '../../shared/model/draft.ts';
import type { Exchange, Findings } from '../../shared/model/exchange.ts';
import type { SignOptions } from '../../shared/model/signing.ts';
import type { Verification } from '../../shared/model/verification.ts';
import type { SignAttempt } from './deliver/delivery-request.ts';
import { readBodyToSign } from './deliver/outgoing-body.ts';
import { bytesOf } from './deliver/replay.ts';
import type { Clock, SecretsPort, Store } from './ports.ts';
import {
  GENERIC_PROVIDER,
  schemes,
  schemesOf,
  signingProviders,
  withoutScheme,
} from './signatures/registry.ts';
import type { SignedMessage } from './signatures/scheme.ts';
import { unverified, verify } from './signatures/verify.ts';
import { secretProblem, signEachAttempt, signMessage } from './sign-message.ts';
import { chooseSchemes, schemesToUse, secretToUse } from './signing-choice.ts';
import { verifyExchange } from './verify-exchange.ts';
import type { Doctor, Suspect, Surroundings } from './doctor.ts';

interface SigningDeps {
  store: Pick<
    Store,
    | 'readBody'
    | 'openBody'
    | 'getExchange'
    | 'createSpool'
    | 'inlineLimitBytes'
    | 'setFindings'
    | 'getExchangeSummary'
  >;
  secrets: Pick<SecretsPort, 'get'>;
  clock: Pick<Clock, 'now'>;
  bin(id: string): Bin | undefined;
  publish(event: EventBody): void;
  doctor: Doctor;
}

/** Signatures as commands, bins and deliveries ask for them. */
export interface Signing {
  schemes(): SchemeInfo[];
  /** What keeps a secret from being used, as a sentence. */
  check(input: ParsedInput<'signatures.check'>): Promise<string | undefined>;
  verify(input: ParsedInput<'signatures.verify'>): Promise<Verification>;
  /** As `verify`, with any number of secrets. */
  diagnose(input: ParsedInput<'signatures.diagnose'>): Promise<Verification>;
  /** Checks a capture again and finds out why it fails; nothing is stored. */
  diagnoseExchange(exchange: Exchange, input: ParsedInput<'exchanges.diagnose'>): Promise<Verification>;
  sign(input: ParsedInput<'signatures.sign'>): Promise<CommandValue<'signatures.sign'>>;
  /** Checks a capture again, stores what was found and tells of it. */
  verifyAgain(exchange: Exchange, input: ParsedInput<'exchanges.verify'>): Promise<Verification>;
  /** As the bin is set up, without looking for a cause. */
  verifyAsSetUp(exchange: Exchange): Promise<Verification>;
  /** What of a bin's choice can never work, and where. */
  checkSetup(signing: BinSigning | undefined): { path: string; message: string }[];
  /** How a delivery is signed, if it is to be. Throws `CommandError` before anything is sent. */
  forDelivery(options: SignOptions | undefined): Promise<{ sign?: SignAttempt }>;
}

export function createSigning(deps: SigningDeps): Signing {
  const { store, secrets, clock, doctor } = deps;

  const diagnosed = async (suspect: Suspect, surroundings?: Surroundings): Promise<Verification> => {
    const diagnosis = await doctor.diagnose(suspect, surroundings);
    return diagnosis === undefined ? suspect.verification : { ...suspect.verification, diagnosis };
  };
  const examined = async (exchange: Exchange, input: ParsedInput<'exchanges.diagnose'>) => {
    const capture = await verifyExchange(exchange, deps.bin(exchange.binId), input, deps);
    const { status, reason } = capture.verification;
    // Of a body that was read as a stream only a part is at hand: a cause found in it would be a guess.
    const isPartial = capture.message.body.length < exchange.request.body.sizeBytes;
    if (status === 'verified' || (isPartial && reason === 'signature_mismatch')) return capture.verification;
    return diagnosed({ ...capture, at: exchange.receivedAt }, await doctor.surroundingsOf(exchange));
  };

  const keep = async (exchange: Exchange, verification: Verification): Promise<Verification> => {
    await store.setFindings(exchange.id, { ...findingsOf(exchange), verification });
    const summary = await store.getExchangeSummary(exchange.id);
    if (summary !== undefined) deps.publish({ type: 'exchange.updated', exchange: summary });
    return verification;
  };

  return {
    schemes: () => schemes.map(describe),

    async check({ provider, scheme, use, ...given }) {
      const chosen = schemesToUse({ providerId: provider, scheme });
      if (chosen.length === 0) return withoutScheme(provider).message;
      const { value } = await secretToUse(given, secrets);
      const problems = chosen.map((each) => secretProblem(each, value, use, clock.now()));
      return problems.includes(undefined) ? undefined : problems[0]?.message;
    },

    async verify({ provider, scheme, request, at = clock.now(), ...given }) {
      const chosen = schemesToUse({ providerId: provider, scheme });
      if (chosen.length === 0) return unverified(withoutScheme(provider), at, provider);
      const secret = await secretToUse(given, secrets);
      const message = await messageOf(request, store);
      const input = { message, schemes: chosen, secrets: [secret] };
      return diagnosed({ ...input, at, verification: verify({ ...input, at, providerId: provider }) });
    },

    async diagnose({ provider, scheme, request, at = clock.now(), secretNames, ...given }) {
      const chosen = schemesToUse({ providerId: provider, scheme });
      if (chosen.length === 0) return unverified(withoutScheme(provider), at, provider);
      const isGiven = given.secret !== undefined || given.secretName !== undefined;
      const used = isGiven ? [await secretToUse(given, secrets)] : [];
      for (const secretName of secretNames) used.push(await secretToUse({ secretName }, secrets));
      const input = { message: await messageOf(request, store), schemes: chosen, secrets: used };
      return diagnosed({ ...input, at, verification: verify({ ...input, at, providerId: provider }) });
    },

    diagnoseExchange: examined,

    async sign({ request, ...options }) {
      const message = await messageOf(request, store);
      const { body, ...signed } = await signMessage(options, message, deps);
      return {
        ...signed,
        ...(body === undefined ? {} : { body: { base64: Buffer.from(body).toString('base64') } }),
      };
    },

    verifyAgain: async (exchange, input) => keep(exchange, await examined(exchange, input)),

    async verifyAsSetUp(exchange) {
      const { verification } = await verifyExchange(exchange, deps.bin(exchange.binId), {}, deps);
      return keep(exchange, verification);
    },

    checkSetup(signing) {
      if (signing === undefined) return [];
      const chosen = chooseSchemes(signing);
      if (!('path' in chosen)) return [];
      const path = chosen.path === 'provider' ? 'signing.providerId' : 'signing.scheme';
      return [{ path, message: chosen.message }];
    },

    forDelivery: async (options) =>
      options === undefined ? {} : { sign: await signEachAttempt(options, deps) },
  };
}

const findingsOf = ({ recognition, refusal, answered }: Exchange): Findings => ({
  ...(recognition === undefined ? {} : { recognition }),
  ...(refusal === undefined ? {} : { refusal }),
  ...(answered === undefined ? {} : { answered }),
});

async function messageOf(
  {
    method,
    url,
    headers,
    body,
  }: Pick<Draft, 'method' | 'url' | 'headers'> & { body?: DraftBody | undefined },
  store: SigningDeps['store'],
): Promise<SignedMessage> {
  if (body === undefined) return { method, url, headers, body: new Uint8Array() };
  const bytes = 'exchangeId' in body ? await readBodyToSign(body, store) : bytesOf(body);
  return { method, url, headers, body: bytes };
}

function describe({
  id,
  name,
  kind,
  source,
  timestampUnit,
  tolerance,
}: (typeof schemes)[number]): SchemeInfo {
  const providerIds = signingProviders.filter((own) => schemesOf(own).some((scheme) => scheme.id === id));
  return {
    id,
    name,
    kind,
    source,
    providerIds: providerIds.length === 0 ? [GENERIC_PROVIDER] : providerIds,
    hasTimestamp: timestampUnit !== undefined,
    ...(tolerance === undefined ? {} : { toleranceMs: tolerance.pastMs }),
    ...(tolerance?.futureMs === undefined ? {} : { futureToleranceMs: tolerance.futureMs }),
  };
}
