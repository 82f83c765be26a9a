/**
 * Monaco's editor and the languages that are written here, each imported by itself: the whole package drags workers for
 * TypeScript, CSS and HTML along. The features of the editor come all together and first: the JSON language imports them
 * all when it starts, and one that is registered after the first editor was made never finds its services. This module is
 * megabytes; it is only ever reached by `import()`.
 */
import { editor, languages, Uri } from 'monaco-editor/editor';
import EditorWorker from 'monaco-editor/editor/editor.worker?worker';
import 'monaco-editor/features/register.all';
import 'monaco-editor/languages/definitions/css/register';
import 'monaco-editor/languages/definitions/html/register';
import 'monaco-editor/languages/definitions/javascript/register';
import 'monaco-editor/languages/definitions/liquid/register';
import 'monaco-editor/languages/definitions/xml/register';
import 'monaco-editor/languages/definitions/yaml/register';
import JsonWorker from 'monaco-editor/language/json/json.worker?worker';
import { jsonDefaults } from 'monaco-editor/languages/features/json/register';
import { onThemeChange, readToken } from '../../styles/theme.ts';
import { printers } from './printers.ts';
import { themeFrom } from './theme.ts';

globalThis.MonacoEnvironment = {
  getWorker: (_workerId, label) => (label === 'json' ? new JsonWorker() : new EditorWorker()),
};

jsonDefaults.setDiagnosticsOptions({
  validate: true,
  allowComments: false,
  trailingCommas: 'error',
  // Schemas named in a body are never fetched: what arrived from outside decides nothing here.
  enableSchemaRequest: false,
  schemaRequest: 'ignore',
  schemaValidation: 'ignore',
});
jsonDefaults.setModeConfiguration({
  ...jsonDefaults.modeConfiguration,
  // Monaco's own formatter is replaced by the printer that every view of JSON here uses.
  documentFormattingEdits: false,
  documentRangeFormattingEdits: false,
  completionItems: false,
});

for (const [language, print] of Object.entries(printers)) {
  languages.registerDocumentFormattingEditProvider(language, {
    provideDocumentFormattingEdits: (model) => {
      const text = print(model.getValue());
      return text === undefined ? [] : [{ range: model.getFullModelRange(), text }];
    },
  });
}

const THEME = 'hookbench';

/** Takes the editor's colours from the window's tokens, now and whenever its theme changes. */
function paint(): void {
  editor.defineTheme(THEME, themeFrom(readToken));
  editor.setTheme(THEME);
}
onThemeChange(paint);
paint();

export { editor, Uri };
