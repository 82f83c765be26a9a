import { Braces, Download, WrapText } from 'lucide-react';
import { useMemo, useState } from 'react';
import { findHeader } from '../../../shared/http/headers.ts';
import type { Body, BodySource } from '../../../shared/model/body.ts';
import type { Header } from '../../../shared/model/header.ts';
import { call } from '../../host/call.ts';
import { attempt, notify } from '../../state/notices.ts';
import { Banner } from '../../ui/Banner.tsx';
import { ByteSize } from '../../ui/ByteSize.tsx';
import { CodeView } from '../../ui/CodeView.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { viewOf, type BodyView } from './body-view.ts';
import { ImageView } from './ImageView.tsx';
import { useBody, type ReadBody } from './use-body.ts';

export interface MessageBodyProps {
  /** The accessible name. */
  label: string;
  source: BodySource;
  headers: readonly Header[];
  body: Body;
  /** Suggested when it is saved; without its extension. */
  fileName: string;
}

/** A stored body, as text, image or bytes. */
export function MessageBody({ label, source, headers, body, fileName }: MessageBodyProps) {
  const { body: read, problem } = useBody(source);
  if (problem !== undefined) {
    return (
      <Banner tone="err" title="The body could not be read" className="m-4">
        {problem}
      </Banner>
    );
  }
  if (read === undefined) {
    return (
      <div className="flex flex-1 items-center justify-center text-muted">
        <Spinner />
      </div>
    );
  }
  const contentType = findHeader(headers, 'content-type');
  return (
    <LoadedBody
      label={label}
      read={read}
      contentType={contentType}
      isTruncated={body.isTruncated}
      onSave={() => void save(source, fileName)}
    />
  );
}

async function save(source: BodySource, fileName: string): Promise<void> {
  const saved = await attempt('The body was not saved', () =>
    call('desktop.saveBody', { source, suggestedName: fileName, isDecoded: true }),
  );
  if (saved?.path !== undefined) notify(`Saved as ${saved.path}`);
}

interface LoadedBodyProps {
  label: string;
  read: ReadBody;
  contentType: string | undefined;
  isTruncated: boolean;
  onSave: () => void;
}

function LoadedBody({ label, read, contentType, isTruncated, onSave }: LoadedBodyProps) {
  const view = useMemo(() => viewOf(read.bytes, contentType), [read, contentType]);
  const [isPretty, setIsPretty] = useState(true);
  const [isWrapped, setIsWrapped] = useState(false);
  const canBePretty = view.kind === 'text' && view.pretty !== undefined;
  return (
    <>
      <div className="flex h-8 shrink-0 items-center gap-0.5 border-b border-line pr-2 pl-4 text-small text-faint">
        <span className="min-w-0 flex-1 truncate">
          {nameOf(view)}
          {read.codings.length > 0 && ` · ${read.codings.join(', ')} undone`}
          {!read.isComplete && (
            <>
              {' · the first '}
              <ByteSize bytes={read.bytes.length} />
              {' of '}
              <ByteSize bytes={read.totalBytes} />
            </>
          )}
        </span>
        {canBePretty && (
          <IconButton
            label="Pretty-print"
            icon={Braces}
            size="small"
            isPressed={isPretty}
            onClick={() => setIsPretty(!isPretty)}
          />
        )}
        {view.kind === 'text' && (
          <>
            <IconButton
              label="Wrap lines"
              icon={WrapText}
              size="small"
              isPressed={isWrapped}
              onClick={() => setIsWrapped(!isWrapped)}
            />
            <CopyButton text={view.text} label={`Copy ${label.toLowerCase()}`} />
          </>
        )}
        <IconButton label={`Save ${label.toLowerCase()}`} icon={Download} size="small" onClick={onSave} />
      </div>
      {read.decodeProblem !== undefined && (
        <Banner tone="warn" title="Shown as it came" className="m-3">
          {read.decodeProblem}
        </Banner>
      )}
      {isTruncated && (
        <Banner tone="warn" className="m-3">
          The body was longer than what is kept: its end is missing.
        </Banner>
      )}
      {view.kind === 'image' && <ImageView label={label} bytes={read.bytes} mediaType={view.mediaType} />}
      {view.kind === 'text' && (
        <CodeView
          label={label}
          text={isPretty ? (view.pretty ?? view.text) : view.text}
          language={view.language}
          isWrapped={isWrapped}
        />
      )}
      {view.kind === 'hex' && (
        <>
          <CodeView label={`${label} in hex`} text={view.text} />
          {view.isCut && <p className="px-4 py-2 text-small text-faint">Save the body to see the rest.</p>}
        </>
      )}
    </>
  );
}

function nameOf(view: BodyView): string {
  if (view.kind === 'image') return view.mediaType;
  if (view.kind === 'hex') return 'Binary';
  return { json: 'JSON', xml: 'Markup', text: 'Text' }[view.language];
}
