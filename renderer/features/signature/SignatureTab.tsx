import type { CommandValue } from '../../../shared/ipc/contract.ts';
import { useProvider } from '../../state/providers.ts';
import { showBinPage } from '../../state/view.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { DiagnosisView } from './DiagnosisView.tsx';
import { useCheck } from './use-check.ts';
import { VerdictView } from './VerdictView.tsx';
import { VerifyAgain } from './VerifyAgain.tsx';

export interface SignatureTabProps {
  exchange: CommandValue<'exchanges.get'>;
}

/** Whether the request is from whom it says, why not, and another try. */
export function SignatureTab({ exchange }: SignatureTabProps) {
  const { verification, isChecking, problem, verify } = useCheck(exchange);
  const { recognition } = exchange;
  const hasNoSecret = verification?.reason === 'no_secret';
  return (
    <div
      role="region"
      aria-label="Signature"
      tabIndex={0}
      className="focus-inset flex min-h-0 flex-1 flex-col gap-5 overflow-auto p-4"
    >
      {problem !== undefined && (
        <Banner tone="err" title="It was not checked">
          {problem}
        </Banner>
      )}
      {verification !== undefined && (
        <VerdictView verification={verification}>
          {isChecking && <Looking />}
          {verification.diagnosis !== undefined && !isChecking && (
            <DiagnosisView diagnosis={verification.diagnosis} />
          )}
        </VerdictView>
      )}
      {verification === undefined && isChecking && <Looking />}
      {hasNoSecret && <WhereTheSecretIs providerId={recognition?.providerId} />}
      <VerifyAgain
        recognizedId={recognition?.providerId}
        isChecking={isChecking}
        onVerify={(choice) => void verify(choice)}
      />
    </div>
  );
}

const Looking = () => (
  <p role="status" className="flex items-center gap-2 text-muted">
    <Spinner size={13} /> Looking for the cause …
  </p>
);

function WhereTheSecretIs({ providerId }: { providerId: string | undefined }) {
  const provider = useProvider(providerId);
  const secret = provider?.secret;
  return (
    <Banner
      tone="info"
      title={
        secret === undefined ? 'This bin has no secret' : `Where ${provider?.name ?? ''} shows the secret`
      }
      actions={
        <Button size="small" onClick={() => showBinPage('signing')}>
          Set up signing
        </Button>
      }
    >
      {secret === undefined
        ? 'Give the bin a secret, and each request is verified as it arrives.'
        : `${secret.label}, such as ${secret.example}. ${secret.where} Give it to the bin, and each request is verified as it arrives.`}
    </Banner>
  );
}
