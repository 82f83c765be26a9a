/**
 * The parts of Monaco that Compose uses, each imported by itself: the whole package drags workers for TypeScript, CSS and
 * HTML along. This module is megabytes; it is only ever reached by `import()`.
 */
import { editor, languages, Range, Uri } from 'monaco-editor/editor';
import EditorWorker from 'monaco-editor/editor/editor.worker?worker';
import 'monaco-editor/features/anchorSelect/register';
import 'monaco-editor/features/bracketMatching/register';
import 'monaco-editor/features/caretOperations/register';
import 'monaco-editor/features/clipboard/register';
import 'monaco-editor/features/codeEditor/register';
import 'monaco-editor/features/codicon/register';
import 'monaco-editor/features/comment/register';
import 'monaco-editor/features/contextmenu/register';
import 'monaco-editor/features/cursorUndo/register';
import 'monaco-editor/features/dnd/register';
import 'monaco-editor/features/find/register';
import 'monaco-editor/features/folding/register';
import 'monaco-editor/features/format/register';
import 'monaco-editor/features/gotoError/register';
import 'monaco-editor/features/gotoLine/register';
import 'monaco-editor/features/hover/register';
import 'monaco-editor/features/indentation/register';
import 'monaco-editor/features/lineSelection/register';
import 'monaco-editor/features/linesOperations/register';
import 'monaco-editor/features/longLinesHelper/register';
import 'monaco-editor/features/multicursor/register';
import 'monaco-editor/features/quickCommand/register';
import 'monaco-editor/features/smartSelect/register';
import 'monaco-editor/features/toggleTabFocusMode/register';
import 'monaco-editor/features/tokenization/register';
import 'monaco-editor/features/unicodeHighlighter/register';
import 'monaco-editor/features/wordHighlighter/register';
import 'monaco-editor/features/wordOperations/register';
import 'monaco-editor/features/wordPartOperations/register';
import 'monaco-editor/languages/definitions/css/register';
import 'monaco-editor/languages/definitions/html/register';
import 'monaco-editor/languages/definitions/javascript/register';
import 'monaco-editor/languages/definitions/xml/register';
import 'monaco-editor/languages/definitions/yaml/register';
import JsonWorker from 'monaco-editor/language/json/json.worker?worker';
import { jsonDefaults } from 'monaco-editor/languages/features/json/register';
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

const THEME = 'hookbench';

/** Takes the editor's colours from the CSS variables, now and whenever the theme of the window changes. */
function followTheme(): void {
  const apply = (): void => {
    const style = getComputedStyle(document.documentElement);
    editor.defineTheme(
      THEME,
      themeFrom((name) => style.getPropertyValue(name)),
    );
    editor.setTheme(THEME);
  };
  apply();
  new MutationObserver(apply).observe(document.documentElement, {
    attributeFilter: ['class', 'data-theme', 'style'],
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', apply);
}

followTheme();

export { editor, languages, Range, Uri };
