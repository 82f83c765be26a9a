import { FileDiff, Search, WandSparkles, WrapText } from 'lucide-react';
import { lazy, Suspense, useMemo, useRef, useState } from 'react';
import { findHeader } from '../../../shared/http/headers.ts';
import type { Draft } from '../../../shared/model/draft.ts';
import { notify } from '../../state/notices.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { CapturedBody } from './CapturedBody.tsx';
import { editBody, editDraft, useSaveState } from './draft-edits.ts';
import type { BodyEditorHandle } from './editor/BodyEditor.tsx';
import { isLargeText, languageNames, languageOf } from '../../ui/editor/language.ts';
import { hasMixedLineEnds } from './editor/line-ends.ts';
import { canFormat } from '../../ui/editor/printers.ts';

const BodyEditor = lazy(() =>
  import('./editor/BodyEditor.tsx').then((module) => ({ default: module.BodyEditor })),
);

const WRAP_KEY = 'hookbench.compose.wrap';

export interface BodyPanelProps {
  draft: Draft;
  onOpenExchange: (exchangeId: string) => void;
}

export function BodyPanel({ draft, onOpenExchange }: BodyPanelProps) {
  const { body } = draft;
  if (body !== undefined && !('text' in body)) {
    return <CapturedBody draft={draft} body={body} onOpenExchange={onOpenExchange} />;
  }
  return <TextBody draft={draft} text={body?.text ?? ''} />;
}

function TextBody({ draft, text }: { draft: Draft; text: string }) {
  const handle = useRef<BodyEditorHandle>(null);
  const [isWrapped, setIsWrapped] = useState(localStorage.getItem(WRAP_KEY) === 'on');
  const saveState = useSaveState(draft.id);
  const contentType = findHeader(draft.headers, 'content-type');
  const isLarge = useMemo(() => isLargeText(text), [text]);
  const isMixed = useMemo(() => !isLarge && hasMixedLineEnds(text), [isLarge, text]);
  const language = isLarge ? 'plaintext' : languageOf(contentType, text);
  const toggleWrap = () => {
    localStorage.setItem(WRAP_KEY, isWrapped ? 'off' : 'on');
    setIsWrapped(!isWrapped);
  };
  const format = () => {
    if (handle.current?.format() === false)
      notify(`This is not valid ${languageNames[language]}: nothing was changed`);
  };
  const addContentType = () =>
    editDraft(draft.id, { headers: [...draft.headers, { name: 'Content-Type', value: 'application/json' }] });

  return (
    <>
      <div
        role="toolbar"
        aria-label="Body"
        className="flex h-8 shrink-0 items-center gap-0.5 border-b border-line pr-2 pl-4"
      >
        <span className="text-small text-faint">{languageNames[language]}</span>
        {isLarge && <span className="ml-2 text-small text-faint">large text, shown without colours</span>}
        {isMixed && (
          <span className="ml-2 flex items-center gap-1 text-small text-warn">
            <FileDiff aria-hidden size={13} /> mixed line ends: an edit makes them all alike
          </span>
        )}
        {contentType === undefined && language === 'json' && (
          <button
            type="button"
            className="ml-2 rounded-small text-small text-accent underline-offset-2 hover:underline"
            onClick={addContentType}
          >
            Add Content-Type: application/json
          </button>
        )}
        <span className="ml-auto" />
        <IconButton
          label="Format body"
          icon={WandSparkles}
          size="small"
          disabled={!canFormat(language)}
          onClick={format}
        />
        <IconButton
          label="Find in body"
          icon={Search}
          size="small"
          kbd="$mod+F"
          onClick={() => handle.current?.find()}
        />
        <IconButton
          label="Wrap lines"
          icon={WrapText}
          size="small"
          isPressed={isWrapped}
          onClick={toggleWrap}
        />
      </div>
      <Suspense
        fallback={
          <div className="flex flex-1 items-center justify-center gap-2 text-muted">
            <Spinner /> Loading the editor
          </div>
        }
      >
        <BodyEditor
          ref={handle}
          draftId={draft.id}
          text={text}
          isSaved={saveState.isSaved}
          language={language}
          isWrapped={isWrapped}
          onEdit={(readText) => editBody(draft.id, readText)}
        />
      </Suspense>
      <SaveLine problem={saveState.problem} isSaved={saveState.isSaved} />
    </>
  );
}

function SaveLine({ isSaved, problem }: { isSaved: boolean; problem: string | undefined }) {
  return (
    <div className="flex h-7 shrink-0 items-center justify-between gap-4 border-t border-line px-4 text-small text-faint">
      {problem === undefined ? (
        <span>{isSaved ? 'Saved' : 'Saving…'}</span>
      ) : (
        <span role="alert" className="min-w-0 truncate text-err" title={problem}>
          Not saved: {problem}
        </span>
      )}
      <span className="shrink-0">Ctrl+M: Tab leaves the editor</span>
    </div>
  );
}
