import { digestOf } from '../try-guess.ts';
import { isMac, type Hypotheses } from '../scene.ts';

/** The right signature is in the message, but not where the scheme looks for it. */
export const headerOther: Hypotheses = function* ({ scheme, setting, work }) {
  if (!isMac(scheme)) return;
  const { message, claim } = setting;
  for (const key of setting.keys) {
    if (!(key.material instanceof Uint8Array)) continue;
    const content = scheme.content(message, claim);
    if (!work.spend(content.length)) return;
    const digest = digestOf(
      scheme.kind === 'hmac' ? 'hmac' : 'key_then_content',
      scheme.algorithm,
      key.material,
      content,
    );
    const right = digest.toString(scheme.encoding);
    const holder = message.headers.find(({ value }) => value.includes(right));
    const isInUrl = message.url.includes(right) || message.url.includes(encodeURIComponent(right));
    if (holder === undefined && !isInUrl) continue;
    const where = holder === undefined ? 'the URL' : `the ${holder.name} header`;
    yield {
      cause: 'header.other',
      change: { claim: { ...claim, signatures: [right] }, keys: [key] },
      explain: () => ({
        sentence: `The right signature is in ${where}, not where this scheme has it.`,
        fix: `Read the signature from ${where}, or send it in the header of the scheme.`,
        evidence: [{ label: 'Found in', value: where }],
      }),
    };
  }
};
