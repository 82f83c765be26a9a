import type { DiagnosisCause } from '../../../../../shared/model/diagnosis.ts';
import { timestampsIn } from '../candidates.ts';
import { durationWords } from '../duration-words.ts';
import type { Guess, Hypotheses } from '../scene.ts';

/** So many others around the timestamp that came are tried, at such a distance from each other. */
const nearSeconds = [{ stepMs: 1000, count: 3600 }];
/** Milliseconds: first those that were cut to whole seconds. */
const nearMs = [
  { stepMs: 1000, count: 600 },
  { stepMs: 1, count: 1500 },
];

/** Another timestamp was signed than the one that came. */
export const timestamp: Hypotheses = function* (scene) {
  const { scheme, setting } = scene;
  const { claim } = setting;
  const sent = claim.timestamp;
  if (sent === undefined) return;
  const guess = (cause: DiagnosisCause, text: string, from: string): Guess => ({
    cause,
    change: { claim: { ...claim, timestamp: text } },
    explain: () => ({
      sentence:
        cause === 'timestamp.unit'
          ? `The signature was made with the timestamp ${text}, but ${sent} came: ${from}.`
          : `The signature was made with another timestamp: ${text} was signed (${from}), ${sent} came.`,
      fix:
        cause === 'timestamp.unit'
          ? `Send the very text of the timestamp that was signed, in the scheme’s unit (${unitWords[scheme.timestampUnit ?? 's']}), and sign the text that came.`
          : 'Take the time once, and use the same text in the signature and in the header; a retry needs a new signature with its new timestamp.',
      evidence: [
        { label: 'Timestamp that came', value: sent },
        { label: 'Timestamp that was signed', value: text },
      ],
    }),
  });

  const units: [string, string][] = [];
  if (/^\d+$/.test(sent)) {
    units.push([`${sent}000`, 'milliseconds were signed, seconds were sent']);
    if (sent.length > 3) units.push([sent.slice(0, -3), 'seconds were signed, milliseconds were sent']);
    for (const at of [Number(sent), Number(sent) * 1000]) {
      if (!Number.isSafeInteger(at) || at > 8.64e15) continue;
      const iso = new Date(at).toISOString();
      units.push([iso, 'a date was signed, a number was sent']);
      units.push([iso.replace('.000Z', 'Z'), 'a date was signed, a number was sent']);
    }
    units.push([`${sent}.0`, 'a number with decimals was signed']);
    units.push([sent.replace(/^0+/, ''), 'its leading zeros were not signed']);
  } else {
    const at = Date.parse(sent);
    if (!Number.isNaN(at)) {
      units.push([String(Math.floor(at / 1000)), 'seconds were signed, a date was sent']);
      units.push([String(at), 'milliseconds were signed, a date was sent']);
      units.push([new Date(at).toISOString(), 'the date was written in another way']);
      units.push([new Date(at).toISOString().replace('.000Z', 'Z'), 'the date was written in another way']);
      units.push([sent.replace(/Z$/, '+00:00'), 'the date was written in another way']);
    }
  }
  for (const [text, words] of units) if (text !== sent) yield guess('timestamp.unit', text, words);

  const unit = scheme.timestampUnit ?? (sent.length > 11 ? 'ms' : 's');
  const known = timestampsIn(scene).flatMap(({ text, from }) =>
    sameUnit(text, unit).map((each) => ({ text: each, from })),
  );
  for (const { text, from } of known) if (text !== sent) yield guess('timestamp.other', text, from);
  if (!/^\d{9,14}$/.test(sent)) return;
  const middle = Number(sent);
  for (const { stepMs, count } of unit === 'ms' ? nearMs : nearSeconds) {
    const step = unit === 'ms' ? stepMs : stepMs / 1000;
    const from = Math.floor(middle / step) * step;
    for (let away = 0; away <= count; away += 1) {
      for (const near of [from - away * step, from + away * step]) {
        if (near === middle) continue;
        const words = durationWords(Math.abs(near - middle) * (unit === 'ms' ? 1 : 1000));
        yield guess('timestamp.other', String(near), near < middle ? `${words} earlier` : `${words} later`);
      }
    }
  }
};

const unitWords = { s: 'seconds since 1970', ms: 'milliseconds since 1970', iso: 'a date of ISO 8601' };

/** A number of seconds as milliseconds, and the other way round, where the scheme has the other unit. */
function sameUnit(text: string, unit: 's' | 'ms' | 'iso'): string[] {
  if (!/^\d+$/.test(text)) {
    const at = Date.parse(text);
    if (Number.isNaN(at) || unit === 'iso') return [text];
    return [text, String(unit === 's' ? Math.floor(at / 1000) : at)];
  }
  if (unit === 's' && text.length > 11) return [text.slice(0, -3), text];
  if (unit === 'ms' && text.length <= 11) return [`${text}000`, text];
  return [text];
}
