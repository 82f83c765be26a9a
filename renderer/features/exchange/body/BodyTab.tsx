import { useMemo, useState } from 'react';
import { parseMediaType } from '../../../../shared/http/media-type.ts';
import { decodeText } from '../../../../shared/http/text.ts';
import type { BodySource } from '../../../../shared/model/body.ts';
import { Banner } from '../../../ui/Banner.tsx';
import { Button } from '../../../ui/Button.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { formatBytes } from '../../../ui/format-bytes.ts';
import { Spinner } from '../../../ui/Spinner.tsx';
import { bodyKind } from './body-kind.ts';
import { modesOf, type BodyMode } from './body-modes.ts';
import { BodyContentView } from './BodyContentView.tsx';
import { BodyToolbar } from './BodyToolbar.tsx';
import { saveBody } from './save-body.ts';
import { DecryptedBody } from '../decrypted/DecryptedBody.tsx';
import { useDetected } from '../decrypted/use-decrypted.ts';
import { recall } from '../remembered.ts';
import { mayHoldToken } from '../tokens/may-hold-token.ts';
import { Tokens } from '../tokens/Tokens.tsx';
import { useBody } from './use-body.ts';

export interface BodyTabProps {
  /** The accessible name: `Request body`. */
  label: string;
  source: BodySource;
  /** The bin of a captured body: there it can be decrypted, and its tokens are taken apart. */
  binId?: string;
  contentType: string | undefined;
  /** The `Content-Encoding` as sent. */
  encoding: string | undefined;
  /** What it is saved as unless the user says otherwise. */
  fileName: string;
  /** Given together when a shortcut opens the find bar too. */
  isFindOpen?: boolean;
  onFindOpenChange?: (isOpen: boolean) => void;
}

const noBytes = new Uint8Array();
const decode = (bytes: Uint8Array, charset: string) =>
  new TextDecoder(charset, { fatal: true, ignoreBOM: true }).decode(bytes);

export function BodyTab(props: BodyTabProps) {
  const { label, source, contentType, encoding, fileName } = props;
  const [isRaw, setIsRaw] = useState(false);
  const isDecoded = encoding !== undefined && !isRaw;
  const { body, error, isReading, readMore } = useBody(source, isDecoded);
  const [picked, setPicked] = useState<BodyMode>();
  const [isWrapped, setIsWrapped] = useState(false);
  const [isFindOpenInside, setIsFindOpenInside] = useState(false);
  const isFindOpen = props.isFindOpen ?? isFindOpenInside;
  const setIsFindOpen = props.onFindOpenChange ?? setIsFindOpenInside;

  const bytes = body?.bytes ?? noBytes;
  const kind = useMemo(() => bodyKind(bytes, contentType), [bytes, contentType]);
  const captured = source.kind === 'exchange' && props.binId !== undefined ? source.exchangeId : undefined;
  const found = useDetected(body?.isComplete === true && kind !== 'empty' ? captured : undefined);
  const isEncrypted = found !== undefined && found.length > 0;
  const modes = modesOf(kind, contentType, isEncrypted || picked === 'decrypted');
  const isKeyKnown = isEncrypted && recall('decrypt', props.binId ?? '').secretName !== undefined;
  const mode =
    modes.find((each) => each.value === (picked ?? (isKeyKnown ? 'decrypted' : undefined)))?.value ??
    modes[0]?.value;
  const { text, isFallback } = useMemo(
    () =>
      decodeText(
        bytes,
        contentType === undefined ? undefined : parseMediaType(contentType)?.parameters.get('charset'),
        decode,
      ),
    [bytes, contentType],
  );

  if (error !== undefined) {
    return (
      <Banner tone="err" title="The body could not be read" className="m-4">
        {error}
      </Banner>
    );
  }
  if (body === undefined) {
    return (
      <p className="flex items-center gap-2 p-4 text-muted">
        <Spinner /> Reading the body …
      </p>
    );
  }
  if (mode === undefined) return <EmptyState title="No body">It came without one.</EmptyState>;
  return (
    <>
      <BodyToolbar
        modes={modes}
        mode={mode}
        onMode={setPicked}
        text={text}
        isText={mode === 'pretty' || mode === 'text'}
        isWrapped={isWrapped}
        onWrapped={setIsWrapped}
        onFind={() => setIsFindOpen(true)}
        onSave={() => void saveBody(source, fileName, isDecoded)}
        {...(captured !== undefined && !isEncrypted && mode !== 'decrypted' && body.isComplete
          ? { onDecrypt: () => setPicked('decrypted') }
          : {})}
        encoding={encoding}
        codings={body.codings}
        isRaw={isRaw}
        onRaw={setIsRaw}
      />
      {body.problem !== undefined && (
        <Banner tone="warn" className="mx-4 mt-2">
          {body.problem}
        </Banner>
      )}
      {isFallback && mode !== 'hex' && mode !== 'image' && (
        <Banner tone="info" className="mx-4 mt-2">
          These bytes are not valid in their character set. They are shown one character a byte.
        </Banner>
      )}
      {mode === 'decrypted' ? (
        captured !== undefined &&
        props.binId !== undefined &&
        found !== undefined && (
          <DecryptedBody
            key={captured}
            exchangeId={captured}
            binId={props.binId}
            ciphertext={text}
            found={found}
          />
        )
      ) : (
        <BodyContentView
          label={label}
          mode={mode}
          kind={kind}
          bytes={bytes}
          text={text}
          contentType={contentType}
          isComplete={body.isComplete}
          isWrapped={isWrapped}
          isFindOpen={isFindOpen}
          onFindOpenChange={setIsFindOpen}
        />
      )}
      {captured !== undefined && props.binId !== undefined && mode !== 'decrypted' && mayHoldToken(text) && (
        <div className="max-h-1/2 shrink-0 overflow-y-auto border-t border-line px-4 empty:hidden">
          <Tokens exchangeId={captured} binId={props.binId} part="body" />
        </div>
      )}
      {!body.isComplete && (
        <div className="flex items-center gap-2 border-t border-line px-4 py-2 text-muted">
          <span className="nums flex-1">
            The first {formatBytes(bytes.length)} of {formatBytes(body.totalBytes)}
          </span>
          <Button size="small" isBusy={isReading} onClick={readMore}>
            Load more
          </Button>
          <Button size="small" onClick={() => void saveBody(source, fileName, isDecoded)}>
            Save all…
          </Button>
        </div>
      )}
    </>
  );
}
