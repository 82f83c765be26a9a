import { KeyRound } from 'lucide-react';
import { call } from '../../host/call.ts';
import { attempt, notify } from '../../state/notices.ts';
import { useWorkbench } from '../../state/workbench.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { parsePort } from './addresses.ts';
import { Section, TextSetting } from './parts.tsx';
import { SwitchSetting } from './SwitchSetting.tsx';

export function ControlSection() {
  const { isEnabled, port } = useWorkbench((state) => state.settings.control);
  const control = useWorkbench((state) => state.control);
  const copyToken = () =>
    void attempt('The token was not copied', async () => {
      await call('desktop.copyControlToken', {});
      notify('Token copied. Whoever has it can do all that this window can.');
    });
  return (
    <Section
      id="settings-control"
      title="Control server"
      description="Lets scripts on this machine do all that the window does, over HTTP. The commands and events are described in docs/control-api.md of Hookbench."
    >
      <SwitchSetting
        label="Run the control server"
        hint="It listens on 127.0.0.1 only, and takes no request without its token."
        path="control.isEnabled"
        isOn={isEnabled}
        changeOf={(isOn) => ({ control: { isEnabled: isOn } })}
      />
      <TextSetting
        label="Control port"
        hint="0 takes any free port."
        path="control.port"
        width="w-30"
        saved={String(port)}
        parse={(text) => parsePort(text, (next) => ({ control: { port: next } }))}
      />
      {control.problem !== undefined && <Banner tone="err">{control.problem}</Banner>}
      {control.isRunning && control.url !== undefined && (
        <Running url={control.url} onCopyToken={copyToken} />
      )}
    </Section>
  );
}

function Running({ url, onCopyToken }: { url: string; onCopyToken: () => void }) {
  const example = `curl -X POST ${url}/commands/bins.list -H "Authorization: Bearer $HOOKBENCH_TOKEN" -d '{}'`;
  return (
    <div role="group" aria-label="Running control server" className="flex flex-col gap-2">
      <div className="flex items-center gap-1">
        <span className="text-muted">Running at</span>
        <span className="code text-code select-text">{url}</span>
        <CopyButton text={url} label="Copy control URL" />
        <Button icon={KeyRound} className="ml-auto" onClick={onCopyToken}>
          Copy token
        </Button>
      </div>
      <div className="flex items-start gap-1 rounded-control border border-line bg-bg py-1.5 pr-1 pl-3">
        <code className="min-w-0 flex-1 text-code break-all text-muted select-text">{example}</code>
        <CopyButton text={example} label="Copy example command" />
      </div>
    </div>
  );
}
