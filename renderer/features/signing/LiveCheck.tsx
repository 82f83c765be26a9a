import { useEffect, useState } from 'react';
import { visibleText } from '../../../shared/http/visible.ts';
import type { ExchangeSummary } from '../../../shared/model/exchange.ts';
import type { BinSigning } from '../../../shared/model/bin-signing.ts';
import type { Verification } from '../../../shared/model/verification.ts';
import { call } from '../../host/call.ts';
import { formatInstant } from '../../ui/format-time.ts';
import { Field } from '../../ui/Field.tsx';
import { Inert } from '../../ui/Inert.tsx';
import { Select } from '../../ui/Select.tsx';
import { shieldWords, VerificationShield } from '../../ui/VerificationShield.tsx';

const OFFERED = 20;
/** What a check waits for while someone types. */
const TYPING_PAUSE_MS = 250;

/** Each secret of a rotation is asked on its own: that another of them fits says nothing of the request. */
const isOfAnotherSecret = (diagnosis: Verification['diagnosis']): boolean =>
  diagnosis?.cause === 'secret.other' || diagnosis?.cause === 'secret.mode';

/** Checks a captured request with what is set up here, before it is saved. */
export function LiveCheck({ binId, signing }: { binId: string; signing: BinSigning | undefined }) {
  const [items, setItems] = useState<readonly ExchangeSummary[]>();
  const [picked, setPicked] = useState<string>();
  const [results, setResults] = useState<readonly Verification[]>([]);
  const [problem, setProblem] = useState<string>();
  const id = picked ?? items?.[0]?.id;

  useEffect(() => {
    call('exchanges.list', { binId, limit: OFFERED }).then(
      (page) => setItems(page.items),
      () => setItems([]),
    );
  }, [binId]);
  const wanted = signing === undefined ? undefined : JSON.stringify(signing);
  useEffect(() => {
    if (id === undefined || wanted === undefined) return undefined;
    let isStale = false;
    const { providerId, scheme, secretNames } = JSON.parse(wanted) as BinSigning;
    const choice = {
      id,
      ...(providerId === undefined ? {} : { providerId }),
      ...(scheme === undefined ? {} : { scheme }),
    };
    const timer = setTimeout(() => {
      const asked = secretNames.map((secretName) => call('exchanges.diagnose', { ...choice, secretName }));
      Promise.all(asked).then(
        (found) => {
          if (isStale) return;
          setProblem(undefined);
          setResults(found);
        },
        (error: unknown) => {
          if (isStale) return;
          setResults([]);
          setProblem(error instanceof Error ? error.message : String(error));
        },
      );
    }, TYPING_PAUSE_MS);
    return () => {
      isStale = true;
      clearTimeout(timer);
    };
  }, [id, wanted]);

  if (items === undefined) return null;
  if (items.length === 0)
    return <p className="text-muted">As soon as a request arrives here, it is checked with this.</p>;
  const best =
    results.find(({ status }) => status === 'verified') ??
    results.find(({ diagnosis }) => !isOfAnotherSecret(diagnosis)) ??
    results[0];
  return (
    <div className="flex flex-col gap-3">
      <Field label="Captured request">
        <Select
          value={id ?? ''}
          onChange={setPicked}
          options={items.map((item) => ({ value: item.id, label: labelOf(item) }))}
        />
      </Field>
      <div role="status" aria-label="Result of the check" className="min-h-5">
        {problem !== undefined && <p className="text-err">{problem}</p>}
        {problem === undefined && signing === undefined && (
          <p className="text-muted">Complete the fields above, and it is checked.</p>
        )}
        {problem === undefined && signing?.secretNames.length === 0 && (
          <p className="text-muted">Add a secret, and it is checked.</p>
        )}
        {problem === undefined &&
          signing !== undefined &&
          best !== undefined &&
          signing.secretNames.length > 0 && (
            <div className="flex items-start gap-2 select-text">
              <VerificationShield status={best.status} hasTitle={false} className="mt-0.5" />
              <p className="min-w-0 break-words">
                <span className="font-medium">{shieldWords(best.status)}</span>
                {best.status === 'verified' && best.secretName !== undefined && ` with ${best.secretName}`}
                {best.status !== 'verified' && (
                  <span className="block text-muted">
                    <Inert text={best.diagnosis?.sentence ?? best.message ?? ''} />
                  </span>
                )}
              </p>
            </div>
          )}
      </div>
    </div>
  );
}

const labelOf = ({ method, target, recognition, receivedAt }: ExchangeSummary): string =>
  visibleText(
    `${recognition?.eventType ?? `${method} ${target.slice(0, 60)}`} · ${formatInstant(receivedAt, Date.now())}`,
  );
