import { idsIn } from '../candidates.ts';
import type { Hypotheses } from '../scene.ts';

/** Another message id was signed than the one that came. */
export const messageId: Hypotheses = function* (scene) {
  const { claim } = scene.setting;
  const sent = claim.id;
  if (sent === undefined) return;
  const bare = sent.replace(/^[a-z]+_/, '');
  const candidates = [
    ...idsIn(scene),
    { text: '', from: 'no id at all' },
    { text: 'undefined', from: 'an id that was never set' },
    { text: bare, from: 'without its prefix' },
    { text: `msg_${sent}`, from: 'with the prefix msg_' },
    { text: sent.toLowerCase(), from: 'in lower case' },
    { text: sent.toUpperCase(), from: 'in upper case' },
    { text: sent.trim(), from: 'without white space' },
  ];
  for (const { text, from } of candidates) {
    if (text === sent) continue;
    yield {
      cause: 'id.other',
      change: { claim: { ...claim, id: text } },
      explain: () => ({
        sentence: `The signature was made with another message id: ${text === '' ? 'none' : text} was signed (${from}), ${sent} came.`,
        fix: 'Keep the id of the message: something between the sender and your code replaces its header, or the id is made a second time after signing.',
        evidence: [
          { label: 'Id that came', value: sent },
          { label: 'Id that was signed', value: text },
        ],
      }),
    };
  }
};
