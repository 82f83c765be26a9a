import { File, TextCursorInput } from 'lucide-react';
import { isText } from '../../../../shared/http/text.ts';
import { ByteSize } from '../../../ui/ByteSize.tsx';
import { Inert } from '../../../ui/Inert.tsx';
import type { Part } from '../../../../shared/http/multipart.ts';

/** Of a part, this much is shown in the list. */
const SHOWN_BYTES = 4096;

export function MultipartBody({ parts }: { parts: readonly Part[] }) {
  return (
    <ol aria-label="Parts of the body" className="min-h-0 flex-1 overflow-auto px-4 py-2" tabIndex={0}>
      {parts.map((part, index) => {
        const Icon = part.fileName === undefined ? TextCursorInput : File;
        return (
          <li key={index} className="border-b border-line py-2 last:border-b-0">
            <div className="flex items-baseline gap-2">
              <Icon aria-hidden size={13} strokeWidth={1.75} className="translate-y-0.5 text-faint" />
              <span className="code text-code text-code-key select-text">
                <Inert text={part.name ?? `part ${index + 1}`} />
              </span>
              {part.fileName !== undefined && (
                <span className="truncate select-text">
                  <Inert text={part.fileName} />
                </span>
              )}
              <span className="ml-auto truncate text-small text-faint">
                <Inert text={part.contentType ?? ''} />
              </span>
              <ByteSize bytes={part.bytes.length} />
            </div>
            <pre className="mt-1 max-h-48 overflow-auto pl-5 text-code break-words whitespace-pre-wrap text-fg select-text">
              <PartText bytes={part.bytes} />
            </pre>
          </li>
        );
      })}
    </ol>
  );
}

function PartText({ bytes }: { bytes: Uint8Array }) {
  if (!isText(bytes.subarray(0, SHOWN_BYTES))) return <span className="text-faint">Not text</span>;
  const text = new TextDecoder().decode(bytes.subarray(0, SHOWN_BYTES));
  return (
    <>
      {text.split('\n').map((line, index) => (
        <span key={index}>
          {index > 0 && '\n'}
          <Inert text={line.replace(/\r$/, '')} />
        </span>
      ))}
      {bytes.length > SHOWN_BYTES && <span className="text-faint"> …</span>}
    </>
  );
}
