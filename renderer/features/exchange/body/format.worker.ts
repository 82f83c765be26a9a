import xmlFormat from 'xml-formatter';
import { formatJson } from '../../../../shared/http/json.ts';
import type { FormatAnswer, FormatRequest } from './format-messages.ts';

/** Formats off the window's thread: a document of megabytes takes a while. */
self.addEventListener('message', (event: MessageEvent<FormatRequest>) => {
  const { id, kind, text } = event.data;
  const answer: FormatAnswer = { id, text: kind === 'json' ? prettyJson(text) : prettyXml(text) };
  self.postMessage(answer);
});

function prettyJson(text: string): string | undefined {
  const result = formatJson(text);
  return result.isJson ? result.text : undefined;
}

/** Only when nothing but white space differs from what arrived. */
function prettyXml(text: string): string | undefined {
  try {
    const pretty = xmlFormat(text, { indentation: '  ', lineSeparator: '\n', collapseContent: true });
    return withoutSpace(pretty) === withoutSpace(text) ? pretty : undefined;
  } catch {
    return undefined;
  }
}

const withoutSpace = (text: string) => text.replace(/\s+/g, '');
