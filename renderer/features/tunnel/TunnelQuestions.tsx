import { NGROK_AUTHTOKEN } from '../../../shared/model/secret.ts';
import { closeQuestion, startNow, useTunnelQuestion } from '../../state/tunnel-actions.ts';
import { useWorkbench, workbench } from '../../state/workbench.ts';
import { AlertDialog } from '../../ui/AlertDialog.tsx';
import { AuthtokenDialog } from './AuthtokenDialog.tsx';
import { NgrokCommandDialog } from './NgrokCommandDialog.tsx';

/** What has to be answered before a tunnel starts, wherever it was asked for. */
export function TunnelQuestions() {
  const question = useTunnelQuestion((state) => state.question);
  const hasToken = useWorkbench((state) =>
    state.secrets.secrets.some(({ name }) => name === NGROK_AUTHTOKEN),
  );
  switch (question?.kind) {
    case undefined:
      return null;
    case 'authtoken':
      return (
        <AuthtokenDialog
          hasToken={hasToken}
          saveLabel="Save and start"
          onSaved={() => void startNow(workbench().settings.tunnel)}
          onClose={closeQuestion}
        />
      );
    case 'lan':
      return (
        <AlertDialog
          isOpen
          onClose={closeQuestion}
          title="Open the bins to the local network?"
          description={`Everyone in the network of ${question.options.interfaceName} can then send to your bins at ${question.options.address ?? 'its address'}, until the tunnel is stopped.`}
          confirmLabel="Listen there"
          onConfirm={() => void startNow(question.options)}
        />
      );
    case 'ngrokCommand':
      return <NgrokCommandDialog key={question.text} text={question.text} onClose={closeQuestion} />;
  }
}
