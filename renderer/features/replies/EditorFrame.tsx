import type { ReactNode } from 'react';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';

export interface EditorFrameProps {
  /** The accessible name. */
  label: string;
  /** Stands over the fields. */
  sentence: string;
  saveLabel: string;
  isSavable: boolean;
  isBusy: boolean;
  /** What could not be saved, where no field says it. */
  failure: string | undefined;
  onSave: () => void;
  /** Absent where there is nothing to take back. */
  onRevert?: (() => void) | undefined;
  children: ReactNode;
}

/** A form that fills the height it is given, with what it does in one sentence above and its buttons below. */
export function EditorFrame(props: EditorFrameProps) {
  const { label, sentence, saveLabel, isSavable, isBusy, failure, onSave, onRevert, children } = props;
  return (
    <form
      aria-label={label}
      className="flex min-h-0 flex-1 flex-col"
      onSubmit={(event) => {
        event.preventDefault();
        onSave();
      }}
      onKeyDown={(event) => {
        if (event.key !== 's' || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        onSave();
      }}
    >
      <div className="flex min-h-10 shrink-0 items-center gap-3 border-b border-line py-1.5 pr-3 pl-4">
        <p className="line-clamp-3 min-w-0 flex-1 break-words text-muted select-text" data-sentence>
          {sentence}
        </p>
        {onRevert !== undefined && (
          <Button size="small" variant="ghost" onClick={onRevert}>
            Discard
          </Button>
        )}
        <Button size="small" type="submit" variant="primary" isBusy={isBusy} disabled={!isSavable}>
          {saveLabel}
        </Button>
      </div>
      <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-auto p-4">
        {failure !== undefined && <Banner tone="err">{failure}</Banner>}
        {children}
      </div>
    </form>
  );
}
