import { Download, LockOpen, Search, WrapText } from 'lucide-react';
import { Button } from '../../../ui/Button.tsx';
import { CopyButton } from '../../../ui/CopyButton.tsx';
import { IconButton } from '../../../ui/IconButton.tsx';
import { Segmented } from '../../../ui/Segmented.tsx';
import type { BodyMode } from './body-modes.ts';

export interface BodyToolbarProps {
  modes: readonly { value: BodyMode; label: string }[];
  mode: BodyMode;
  onMode: (mode: BodyMode) => void;
  text: string;
  /** Whether text is shown, which can be wrapped and searched. */
  isText: boolean;
  isWrapped: boolean;
  onWrapped: (isWrapped: boolean) => void;
  onFind: () => void;
  onSave: () => void;
  /** Offers to decrypt a body that does not look encrypted. */
  onDecrypt?: () => void;
  encoding: string | undefined;
  codings: readonly string[];
  isRaw: boolean;
  onRaw: (isRaw: boolean) => void;
}

export function BodyToolbar(props: BodyToolbarProps) {
  const { modes, mode, onMode, text, isText, isWrapped, onWrapped, onFind, onSave } = props;
  return (
    <div role="toolbar" aria-label="Body" className="flex h-9 shrink-0 items-center gap-1 px-4">
      <Segmented label="Show the body as" value={mode} onChange={onMode} options={modes} />
      <Codings {...props} />
      <span className="flex-1" />
      {isText && (
        <>
          <IconButton label="Find" kbd="$mod+F" icon={Search} size="small" onClick={onFind} />
          <IconButton
            label="Wrap lines"
            icon={WrapText}
            size="small"
            isPressed={isWrapped}
            onClick={() => onWrapped(!isWrapped)}
          />
        </>
      )}
      {props.onDecrypt !== undefined && (
        <IconButton label="Decrypt…" icon={LockOpen} size="small" onClick={props.onDecrypt} />
      )}
      {mode !== 'image' && mode !== 'hex' && <CopyButton text={text} label="Copy body" />}
      <IconButton label="Save body…" icon={Download} size="small" onClick={onSave} />
    </div>
  );
}

/** Says what was undone to read the body, and gives the bytes as they came one click away. */
function Codings({ encoding, codings, isRaw, onRaw }: BodyToolbarProps) {
  if (encoding === undefined) return null;
  const undone = codings.join(', ');
  const words = isRaw
    ? `Raw ${encoding} bytes`
    : undone === ''
      ? `Not decoded: ${encoding}`
      : `Decoded ${undone}`;
  return (
    <span className="ml-2 flex min-w-0 items-center gap-1 text-small text-muted">
      <span className="truncate">{words}</span>
      <Button variant="ghost" size="small" className="!text-accent" onClick={() => onRaw(!isRaw)}>
        {isRaw ? 'Show decoded' : 'Show raw'}
      </Button>
    </span>
  );
}
