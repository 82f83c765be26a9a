import { useEffect, useEffectEvent, useImperativeHandle, useRef, type Ref } from 'react';
import { isLargeText, LARGE_TEXT, type EditorLanguage } from '../../../ui/editor/language.ts';
import { keepModel, modelOf, type DraftModel } from './models.ts';
import { editor, Uri } from '../../../ui/editor/monaco.ts';
import { editorOptions } from '../../../ui/editor/options.ts';
import { printers } from '../../../ui/editor/printers.ts';

/** What stands outside of the editor and acts on it. */
export interface BodyEditorHandle {
  focus(): void;
  /** Opens the find bar. */
  find(): void;
  /** Pretty-prints the text and says whether it could: false where it can't be read in its language. */
  format(): boolean;
}

export interface BodyEditorProps {
  draftId: string;
  /** The text of the draft as saved; a change that was not made here replaces the text, undoably. */
  text: string;
  /** False while edits made here are not saved: until then `text` lags behind. */
  isSaved: boolean;
  language: EditorLanguage;
  isWrapped: boolean;
  /** Called at each change; reading the text is left to whoever needs it. */
  onEdit: (readText: () => string) => void;
  ref?: Ref<BodyEditorHandle>;
}

const options = { ...editorOptions, ariaLabel: 'Request body' };

/** Monaco for the body of one draft at a time; each draft keeps its own model. */
export function BodyEditor({ draftId, text, isSaved, language, isWrapped, onEdit, ref }: BodyEditorProps) {
  const container = useRef<HTMLDivElement>(null);
  const instance = useRef<editor.IStandaloneCodeEditor>(null);

  const openModel = useEffectEvent((): DraftModel => {
    const shown = isLargeText(text) ? 'plaintext' : language;
    return modelOf(draftId) ?? keepModel(draftId, newModel(draftId, text, shown));
  });
  const reportEdit = useEffectEvent((kept: DraftModel) => {
    onEdit(() => (kept.syncedText = textOf(kept.model)));
  });

  useEffect(() => {
    if (container.current === null) return undefined;
    const created = editor.create(container.current, { ...options, model: null });
    instance.current = created;
    // Measured before the bundled face is loaded, columns would be those of the fallback.
    void document.fonts.load(`12px 'JetBrains Mono Variable'`).then(() => editor.remeasureFonts());
    return () => {
      instance.current = null;
      created.dispose();
    };
  }, []);

  useEffect(() => {
    const shown = instance.current;
    if (shown === null) return undefined;
    const kept = openModel();
    shown.setModel(kept.model);
    shown.restoreViewState(kept.viewState);
    // Whoever came by a key that took its own place away, such as `E` on an exchange, goes on typing here.
    if (document.activeElement === document.body) shown.focus();
    const listening = kept.model.onDidChangeContent((change) => {
      if (change.changes.some((part) => part.text.length > LARGE_TEXT.lineCharacters))
        plainIfLarge(kept.model);
      reportEdit(kept);
    });
    return () => {
      listening.dispose();
      kept.viewState = shown.saveViewState();
      if (instance.current !== null) shown.setModel(null);
    };
  }, [draftId]);

  useEffect(() => {
    const kept = modelOf(draftId);
    if (kept === undefined || !isSaved || kept.syncedText === text) return;
    kept.syncedText = text;
    if (textOf(kept.model) === text) return;
    kept.model.pushEditOperations(null, [{ range: kept.model.getFullModelRange(), text }], () => null);
  }, [draftId, text, isSaved]);

  useEffect(() => {
    const model = modelOf(draftId)?.model;
    if (model === undefined) return;
    editor.setModelLanguage(model, isLargeText(textOf(model)) ? 'plaintext' : language);
  }, [draftId, language]);

  useEffect(() => instance.current?.updateOptions({ wordWrap: isWrapped ? 'on' : 'off' }), [isWrapped]);

  useImperativeHandle(ref, () => ({
    focus: () => instance.current?.focus(),
    find: () => {
      instance.current?.focus();
      void instance.current?.getAction('actions.find')?.run();
    },
    format: () => {
      const model = instance.current?.getModel();
      if (model === null || model === undefined) return false;
      if (printers[model.getLanguageId() as EditorLanguage]?.(textOf(model)) === undefined) return false;
      void instance.current?.getAction('editor.action.formatDocument')?.run();
      return true;
    },
  }));

  return <div ref={container} className="min-h-0 min-w-0 flex-1" />;
}

function newModel(draftId: string, text: string, language: EditorLanguage): DraftModel {
  const model = editor.createModel(text, language, Uri.parse(`hookbench:/${draftId}`));
  // An option of models, whatever the editor says.
  model.updateOptions({
    bracketColorizationOptions: { enabled: false, independentColorPoolPerBracketType: false },
  });
  return { model, viewState: null, syncedText: text };
}

/** With its own line ends and its byte order mark: they are part of the body. */
const textOf = (model: editor.ITextModel): string =>
  model.getValue(editor.EndOfLinePreference.TextDefined, true);

function plainIfLarge(model: editor.ITextModel): void {
  if (model.getLanguageId() !== 'plaintext' && isLargeText(textOf(model))) {
    editor.setModelLanguage(model, 'plaintext');
  }
}
