import formatXml from 'xml-formatter';
import { formatJson } from '../../../shared/http/json.ts';
import type { EditorLanguage } from './language.ts';

/** A text printed with line breaks and indentation; `undefined` where it can't be read in its language. */
type Print = (text: string) => string | undefined;

export const printers: Partial<Record<EditorLanguage, Print>> = {
  json: (text) => {
    const formatted = formatJson(text);
    return formatted.isJson ? formatted.text : undefined;
  },
  xml: (text) => {
    try {
      return formatXml(text, { indentation: '  ', collapseContent: true, lineSeparator: '\n' });
    } catch {
      return undefined;
    }
  },
};

export const canFormat = (language: EditorLanguage): boolean => printers[language] !== undefined;
