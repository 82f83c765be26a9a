import { FileKey } from 'lucide-react';
import type { ReactNode } from 'react';
import { ngrokOf, tunnelsOf, withOptions, withTunnels } from '../../../shared/model/tunnel-list.ts';
import { NgrokOptions } from '../../../shared/model/tunnel-options.ts';
import type { SettingsChange } from '../../../shared/model/settings.ts';
import { call } from '../../host/call.ts';
import { attempt } from '../../state/notices.ts';
import { useWorkbench, workbench } from '../../state/workbench.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { TextArea } from '../../ui/TextArea.tsx';
import { SavedMark, Section, TextSetting } from './parts.tsx';
import { useSettingText, type ParsedSetting } from './use-setting.ts';

type OptionName = 'domain' | 'serverAddr' | 'caPath' | 'trafficPolicy';

/** An option as it is typed; empty takes it away. The tunnel's options are replaced as a whole. */
function parseOption(name: OptionName, text: string): ParsedSetting {
  const { settings } = workbench();
  const options = NgrokOptions.parse({ ...ngrokOf(settings), [name]: undefined });
  const value = name === 'trafficPolicy' ? text : text.trim();
  if (value.trim() === '') return { change: changeNgrok(options) };
  const checked = NgrokOptions.shape[name].safeParse(value);
  if (checked.success) return { change: changeNgrok({ ...options, [name]: value }) };
  return { problem: `This ${checked.error.issues[0]?.message ?? 'is not valid'}.` };
}

function changeNgrok(options: NgrokOptions): SettingsChange {
  const { settings } = workbench();
  const tunnels = tunnelsOf(settings);
  const index = tunnels.findIndex(({ provider }) => provider === 'ngrok');
  return index === -1 ? withTunnels([...tunnels, options]) : withOptions(settings, index, options);
}

export interface TunnelSectionProps {
  /** Drawn by the tunnel feature: what is set up, the authtoken, the SSH servers that are trusted. */
  tunnels: ReactNode;
  authtoken: ReactNode;
  knownHosts: ReactNode;
}

export function TunnelSection({ tunnels, authtoken, knownHosts }: TunnelSectionProps) {
  const options = ngrokOf(useWorkbench((state) => state.settings));
  const tunnel = useWorkbench((state) => state.tunnel);
  const isRunning = tunnel.state !== 'stopped' && tunnel.state !== 'failed';
  return (
    <Section
      id="settings-tunnel"
      title="Tunnel"
      description={`What makes your bins reachable from elsewhere.${isRunning ? ' Changes take effect when the tunnel is started again.' : ''}`}
    >
      {tunnels}
      {knownHosts}
      <h3 className="border-t border-line pt-4 font-semibold">ngrok</h3>
      {authtoken}
      <TextSetting
        label="Domain"
        hint="One that you reserved at ngrok. Empty takes the domain of your account."
        placeholder="demo.ngrok.app"
        path="tunnel.domain"
        saved={options.domain ?? ''}
        parse={(text) => parseOption('domain', text)}
      />
      <TextSetting
        label="Server address"
        hint="host:port of a self-hosted or test edge. Empty takes ngrok's own."
        placeholder="tunnel.example.com:443"
        path="tunnel.serverAddr"
        saved={options.serverAddr ?? ''}
        parse={(text) => parseOption('serverAddr', text)}
      />
      <TextSetting
        label="CA file"
        hint="A PEM file with the certificate that signed the server's. Empty trusts ngrok's own."
        path="tunnel.caPath"
        saved={options.caPath ?? ''}
        parse={(text) => parseOption('caPath', text)}
      >
        <Button icon={FileKey} onClick={() => void chooseCaFile()}>
          Choose CA file…
        </Button>
      </TextSetting>
      <TrafficPolicy saved={options.trafficPolicy ?? ''} />
    </Section>
  );
}

const chooseCaFile = () =>
  attempt('The CA file was not set', async () => {
    const { path } = await call('desktop.pickFile', {
      title: 'CA of the tunnel server',
      extensions: ['pem', 'crt', 'cer'],
    });
    if (path === undefined) return;
    await call('settings.update', changeNgrok({ ...ngrokOf(workbench().settings), caPath: path }));
  });

function TrafficPolicy({ saved }: { saved: string }) {
  const policy = useSettingText({
    saved,
    path: 'tunnel.trafficPolicy',
    parse: (text) => parseOption('trafficPolicy', text),
  });
  return (
    <Field
      label="Traffic policy"
      hint="An ngrok traffic policy in YAML or JSON, passed on as it is."
      error={policy.error}
    >
      <div className="relative">
        <TextArea
          isCode
          rows={6}
          value={policy.text}
          onChange={policy.setText}
          onBlur={policy.commit}
          placeholder={
            'on_http_request:\n  - actions:\n      - type: basic-auth\n        config: { credentials: ["demo:secret"] }'
          }
        />
        <span className="absolute right-4 bottom-2">
          <SavedMark isSaved={policy.isSaved} />
        </span>
      </div>
    </Field>
  );
}
