import { ChevronDown, Send, X } from 'lucide-react';
import { useEffect, useEffectEvent, useId, useRef, useState } from 'react';
import { splitUrl } from '../../../shared/http/url.ts';
import { DraftRequest, type Draft } from '../../../shared/model/draft.ts';
import { Button } from '../../ui/Button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { Menu } from '../../ui/Menu.tsx';
import { editDraft } from './draft-edits.ts';
import { RetryMenu } from './RetryMenu.tsx';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];

export interface RequestLineProps {
  draft: Draft;
  /** Whether it was tried to send: from then on an empty URL is a problem. */
  isTried: boolean;
  isSending: boolean;
  onSend: () => void;
  onCancel: () => void;
}

/** Method, URL and the button that sends. */
export function RequestLine({ draft, isTried, isSending, onSend, onCancel }: RequestLineProps) {
  const [isEditing, setIsEditing] = useState(false);
  const problemId = useId();
  const url = useRef<HTMLInputElement>(null);
  // A new draft begins with where it goes, unless someone walks along the tabs.
  const focusIfNew = useEffectEvent(() => {
    if (draft.url === '' && document.activeElement?.closest('[role=tablist]') == null) url.current?.focus();
  });
  useEffect(() => focusIfNew(), []);
  const split = splitUrl(draft.url);
  const isShown = isTried || (draft.url !== '' && !isEditing);
  const problem = isShown && 'problem' in split ? split.problem : undefined;

  return (
    <div className="shrink-0 border-b border-line px-3.5 py-2">
      <div className="flex items-center gap-2">
        <MethodField draft={draft} />
        <input
          ref={url}
          aria-label="URL"
          value={draft.url}
          placeholder="http://localhost:3000/webhooks"
          spellCheck={false}
          autoComplete="off"
          aria-invalid={problem !== undefined}
          aria-describedby={problem === undefined ? undefined : problemId}
          className={classNames(
            'code h-7 min-w-0 flex-1 rounded-control border border-line bg-surface px-2.5 text-code text-fg transition-colors duration-100 select-text',
            'hover:border-line-strong focus-visible:border-accent focus-visible:outline-1 focus-visible:outline-offset-0 aria-invalid:border-err',
          )}
          onFocus={() => setIsEditing(true)}
          onBlur={() => setIsEditing(false)}
          // A pasted URL often brings the line break or the blanks around it along.
          onChange={(event) => editDraft(draft.id, { url: event.target.value.replace(/[\r\n\t]/g, '') })}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.nativeEvent.isComposing || isSending) return;
            event.preventDefault();
            onSend();
          }}
        />
        <RetryMenu draftId={draft.id} />
        {/* One button for both, so that the focus stays where it is. */}
        <Button
          variant={isSending ? 'secondary' : 'primary'}
          icon={isSending ? X : Send}
          className="min-w-26"
          {...(isSending ? {} : { kbd: '$mod+Enter' })}
          onClick={isSending ? onCancel : onSend}
        >
          {isSending ? 'Cancel' : 'Send'}
        </Button>
      </div>
      {problem !== undefined && (
        <p id={problemId} role="alert" className="mt-1.5 text-small break-words text-err select-text">
          {problem}
        </p>
      )}
    </div>
  );
}

/** A method from the menu, or any other that is typed; one that can't be sent is put back when the field is left. */
function MethodField({ draft }: { draft: Draft }) {
  const [typed, setTyped] = useState<string>();
  const method = typed ?? draft.method;
  const isValid = DraftRequest.shape.method.safeParse(method).success;
  const type = (text: string) => {
    setTyped(text);
    if (DraftRequest.shape.method.safeParse(text).success) editDraft(draft.id, { method: text });
  };
  return (
    <div
      className={classNames(
        'relative flex h-7 shrink-0 items-center rounded-control border bg-surface transition-colors duration-100 focus-within:border-accent hover:border-line-strong',
        isValid ? 'border-line' : 'border-err',
      )}
    >
      <input
        aria-label="Method"
        aria-invalid={!isValid}
        title={isValid ? undefined : 'A method holds letters, digits and - . _ only, such as POST'}
        value={method}
        spellCheck={false}
        autoComplete="off"
        style={{ width: `calc(${Math.min(16, Math.max(4, method.length))}ch + 14px)` }}
        className="code h-full bg-transparent pl-2.5 text-code text-warn outline-none select-text"
        onFocus={(event) => event.target.select()}
        onChange={(event) => type(event.target.value.trim())}
        onBlur={() => setTyped(undefined)}
      />
      <Menu
        align="start"
        trigger={<IconButton label="Choose method" icon={ChevronDown} size="small" />}
        groups={[
          METHODS.map((label) => ({
            label,
            isChecked: label === draft.method,
            onSelect: () => editDraft(draft.id, { method: label }),
          })),
        ]}
      />
    </div>
  );
}
