import { useMemo } from 'react';
import { parseForm } from '../../../../shared/http/form.ts';
import { parseMediaType } from '../../../../shared/http/media-type.ts';
import { parseMultipart } from '../../../../shared/http/multipart.ts';
import { CodeView } from '../../../ui/CodeView.tsx';
import { KeyValueTable } from '../../../ui/KeyValueTable.tsx';
import { sniffImage, type BodyKind } from './body-kind.ts';
import type { BodyMode } from './body-modes.ts';
import { HexView } from './HexView.tsx';
import { ImageBody } from './ImageBody.tsx';
import { MarkupPreview } from './MarkupPreview.tsx';
import { MultipartBody } from './MultipartBody.tsx';
import { useFormatted } from './use-formatted.ts';

export interface BodyContentViewProps {
  /** The accessible name. */
  label: string;
  mode: Exclude<BodyMode, 'decrypted'>;
  kind: BodyKind;
  bytes: Uint8Array<ArrayBuffer>;
  text: string;
  contentType: string | undefined;
  isComplete: boolean;
  isWrapped: boolean;
  isFindOpen: boolean;
  onFindOpenChange: (isOpen: boolean) => void;
}

/** A longer form is shown as text: taking it apart could make millions of pairs. */
const MAX_FORM_LENGTH = 1024 * 1024;

/** A body in the way that was chosen; what does not fit that way is shown as text. */
export function BodyContentView(props: BodyContentViewProps) {
  const { label, mode, bytes, text, contentType } = props;
  switch (mode) {
    case 'hex':
      return <HexView label={label} bytes={bytes} />;
    case 'image':
      return <ImageBody bytes={bytes} type={sniffImage(bytes) ?? 'application/octet-stream'} />;
    case 'preview':
      return <MarkupPreview markup={text} />;
    case 'table':
      return text.length > MAX_FORM_LENGTH ? (
        <TextBody {...props} />
      ) : (
        <FormTable label={label} text={text} />
      );
    case 'parts':
      return <Parts {...props} boundary={boundaryOf(contentType)} />;
    case 'pretty':
    case 'text':
      return <TextBody {...props} />;
  }
}

const decode = (bytes: Uint8Array, charset: string) =>
  new TextDecoder(charset, { fatal: true }).decode(bytes);

const boundaryOf = (contentType: string | undefined) =>
  contentType === undefined ? undefined : parseMediaType(contentType)?.parameters.get('boundary');

function FormTable({ label, text }: { label: string; text: string }) {
  const rows = useMemo(
    () =>
      parseForm(text.trimEnd()).map(({ name, value, hasValue }) => ({
        name,
        value,
        ...(hasValue ? {} : { note: 'no =' }),
      })),
    [text],
  );
  return (
    <div className="min-h-0 flex-1 overflow-auto px-4 pb-4" tabIndex={0} role="region" aria-label={label}>
      <KeyValueTable label="Form fields" columns={['Field', 'Value']} rows={rows} />
    </div>
  );
}

function Parts({ boundary, ...props }: BodyContentViewProps & { boundary: string | undefined }) {
  const parts = useMemo(
    () => (boundary === undefined ? undefined : parseMultipart(props.bytes, boundary, decode)),
    [props.bytes, boundary],
  );
  return parts === undefined ? <TextBody {...props} /> : <MultipartBody parts={parts} />;
}

function TextBody({
  label,
  mode,
  kind,
  text,
  contentType,
  isComplete,
  isWrapped,
  isFindOpen,
  onFindOpenChange,
}: BodyContentViewProps) {
  const language = kind === 'json' || kind === 'xml' ? kind : undefined;
  const isHtml = /^text\/html\b/i.test(contentType ?? '');
  const isPretty = mode === 'pretty' && isComplete;
  const { formatted, isWorking } = useFormatted(isPretty ? language : undefined, text);
  return (
    <>
      {isPretty && !isWorking && formatted === undefined && (
        <p className="px-4 pt-1 text-small text-warn">
          {kind === 'json'
            ? 'This is not valid JSON: it is shown as it came.'
            : 'It can not be indented without changing it: it is shown as it came.'}
        </p>
      )}
      <CodeView
        label={label}
        text={formatted ?? (isWorking && text.length > 100_000 ? '' : text)}
        language={language ?? (isHtml ? 'xml' : 'text')}
        isWrapped={isWrapped}
        isFindOpen={isFindOpen}
        onFindOpenChange={onFindOpenChange}
      />
    </>
  );
}
