import { senderUrl } from '../../shared/http/sender-url.ts';
import type { Bin } from '../../shared/model/bin.ts';
import type { CapturedRequest, Exchange } from '../../shared/model/exchange.ts';
import type { SecretName } from '../../shared/model/secret.ts';
import type { SchemeChoice } from '../../shared/model/signing.ts';
import type { Verification } from '../../shared/model/verification.ts';
import { INTAKE_BODY_BYTES, type Intake } from './intake.ts';
import type { SecretsPort, Store } from './ports.ts';
import { openMac } from './signatures/compute.ts';
import { withoutScheme } from './signatures/registry.ts';
import {
  isUnusable,
  unusable,
  type MacScheme,
  type Scheme,
  type SignedMessage,
} from './signatures/scheme.ts';
import { unverified, verify, type KnownSecret } from './signatures/verify.ts';
import { chooseSchemes, schemesToUse, secretToUse } from './signing-choice.ts';

type Secrets = Pick<SecretsPort, 'get'>;

/** Checks a request as it arrives with its bin's secrets; `undefined` when the bin verifies nothing. */
export async function verifyIntake(
  { arrival, bin: { signing }, findings, body }: Intake,
  secrets: Secrets,
): Promise<Verification | undefined> {
  if (signing.secretNames.length === 0) return undefined;
  const { request, receivedAt: at } = arrival;
  const providerId = signing.providerId ?? findings.recognition?.providerId;
  const schemes = chooseSchemes({ providerId, scheme: signing.scheme });
  if ('path' in schemes) return unverified(unusable('no_scheme', schemes.message), at, providerId);
  if (schemes.length === 0) return unverified(withoutScheme(providerId), at, providerId);
  const cut = bodyProblem(request, body.length);
  if (cut !== undefined) return unverified(cut, at, providerId);
  const known = await secretsNamed(signing.secretNames, secrets);
  if (known.length === 0) return unverified(missing(signing.secretNames), at, providerId);
  return verify({ message: messageOf(request, body), providerId, schemes, secrets: known, at });
}

function bodyProblem({ body }: CapturedRequest, atHandBytes: number) {
  if (body.isTruncated) {
    return unusable('body_truncated', 'The body was cut at the limit, so its signature can not be computed.');
  }
  if (body.sizeBytes <= atHandBytes) return undefined;
  return unusable(
    'body_too_large',
    `The body is larger than ${INTAKE_BODY_BYTES / 1024 / 1024} MiB and is not looked at on arrival: verify it from its Signature tab.`,
  );
}

const missing = (names: readonly SecretName[]) =>
  unusable(
    'no_secret',
    `There is no secret named ${names.join(' or ')} any more; add it, or choose another for the bin.`,
  );

async function secretsNamed(names: readonly SecretName[], secrets: Secrets): Promise<KnownSecret[]> {
  const values = await Promise.all(
    names.map(async (name) => ({ name, value: await secrets.get(name).catch(() => undefined) })),
  );
  return values.flatMap(({ name, value }) => (value === undefined ? [] : [{ name, value }]));
}

/** What is checked: the request with the URL its sender called, and the bytes of its body. */
export const messageOf = (request: CapturedRequest, body: Uint8Array): SignedMessage => ({
  method: request.method,
  url: senderUrl(request),
  headers: request.headers,
  body,
});

export interface VerifyAgainInput {
  providerId?: string | undefined;
  scheme?: SchemeChoice | undefined;
  secret?: string | undefined;
  secretName?: SecretName | undefined;
}

/** What a capture was checked as, for whoever explains the result. */
export interface VerifiedCapture {
  verification: Verification;
  message: SignedMessage;
  schemes: readonly Scheme[];
  secrets: readonly KnownSecret[];
}

/**
 * Checks a capture as of when it came, with a secret that is given or named, else with those of its bin. A body too large for
 * memory is read as a stream, where the scheme allows that. Throws `CommandError` for a choice that makes no sense.
 */
export async function verifyExchange(
  exchange: Exchange,
  bin: Bin | undefined,
  input: VerifyAgainInput,
  { store, secrets }: { store: Pick<Store, 'readBody' | 'openBody'>; secrets: Secrets },
): Promise<VerifiedCapture> {
  const { request, receivedAt: at } = exchange;
  const signing = bin?.signing;
  const providerId = input.providerId ?? signing?.providerId ?? exchange.recognition?.providerId;
  const isAsSetUp = input.providerId === undefined || input.providerId === signing?.providerId;
  const schemes = schemesToUse({
    providerId,
    scheme: input.scheme ?? (isAsSetUp ? signing?.scheme : undefined),
  });
  const isGiven = input.secret !== undefined || input.secretName !== undefined;
  const names = signing?.secretNames ?? [];
  const known = isGiven ? [await secretToUse(input, secrets)] : await secretsNamed(names, secrets);
  const sizeBytes = Math.min(request.body.sizeBytes, INTAKE_BODY_BYTES);
  const source = { kind: 'exchange', exchangeId: exchange.id } as const;
  const read = sizeBytes === 0 ? undefined : await store.readBody(source, 0, sizeBytes);
  const message = messageOf(request, read?.bytes ?? new Uint8Array());
  const result = (verification: Verification): VerifiedCapture => ({
    verification,
    message,
    schemes,
    secrets: known,
  });

  if (schemes.length === 0) return result(unverified(withoutScheme(providerId), at, providerId));
  if (known.length === 0) {
    const problem =
      names.length === 0
        ? unusable('no_secret', 'The bin has no secret to check signatures with: choose one.')
        : missing(names);
    return result(unverified(problem, at, providerId));
  }
  const problem = bodyProblem(request, message.body.length);
  if (problem === undefined) {
    return result(verify({ message, providerId, schemes, secrets: known, at }));
  }
  if (problem.reason !== 'body_too_large') return result(unverified(problem, at, providerId));
  const large = await verifyLarge(message, schemes, known, () => store.openBody(source));
  if (large === undefined) return result(unverified(problem, at, providerId));
  return result(
    verify({ message, providerId, schemes: [large.scheme], secrets: known, at, computed: large.computed }),
  );
}

/** The signatures of a body that is not in memory, by secret; `undefined` where the scheme needs the whole of it. */
async function verifyLarge(
  message: SignedMessage,
  schemes: readonly Scheme[],
  secrets: readonly KnownSecret[],
  open: () => Promise<AsyncIterable<Uint8Array> | undefined>,
): Promise<{ scheme: MacScheme; computed: Map<string, string> } | undefined> {
  for (const scheme of schemes) {
    if ((scheme.kind !== 'hmac' && scheme.kind !== 'digest') || scheme.around === undefined) continue;
    const claim = scheme.read({ ...message, body: new Uint8Array() });
    if (isUnusable(claim)) continue;
    const { before, after } = scheme.around(message, claim);
    const running = secrets.flatMap(({ value }) => {
      const key = scheme.key(value);
      return isUnusable(key) ? [] : [{ value, mac: openMac(scheme, key).take(before) }];
    });
    const chunks = await open();
    if (chunks === undefined) return undefined;
    for await (const chunk of chunks) for (const { mac } of running) mac.take(chunk);
    return { scheme, computed: new Map(running.map(({ value, mac }) => [value, mac.take(after).end()])) };
  }
  return undefined;
}
