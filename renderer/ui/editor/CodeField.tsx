import { lazy, Suspense } from 'react';
import { classNames } from '../class-names.ts';
import { Spinner } from '../Spinner.tsx';
import type { CodeEditorProps } from './CodeEditor.tsx';

const CodeEditor = lazy(() => import('./CodeEditor.tsx').then((module) => ({ default: module.CodeEditor })));

export interface CodeFieldProps extends CodeEditorProps {
  /** What is wrong with the text; stands under it. */
  error?: string | undefined;
  hint?: string;
  /** `h-48`. */
  heightClass: string;
}

/** An editor for code in a form, with its label above and what is wrong below. */
export function CodeField({ error, hint, heightClass, ...editor }: CodeFieldProps) {
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <span className="font-medium text-fg">{editor.label}</span>
      <div
        className={classNames(
          'relative overflow-hidden rounded-control border bg-bg',
          error === undefined ? 'border-line' : 'border-err',
          heightClass,
        )}
      >
        <Suspense
          fallback={
            <div className="flex h-full items-center justify-center gap-2 text-muted">
              <Spinner /> Loading the editor
            </div>
          }
        >
          <CodeEditor {...editor} />
        </Suspense>
      </div>
      {error !== undefined ? (
        <div role="alert" className="text-small text-err">
          {error}
        </div>
      ) : (
        hint !== undefined && <div className="text-small text-faint">{hint}</div>
      )}
    </div>
  );
}
