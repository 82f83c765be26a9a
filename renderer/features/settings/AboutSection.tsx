import { useWorkbench } from '../../state/workbench.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { Section } from './parts.tsx';

export function AboutSection() {
  const version = useWorkbench((state) => state.version);
  return (
    <Section id="settings-about" title="About" description="Hookbench, a workbench for debugging webhooks.">
      <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-2">
        <dt className="text-muted">Version</dt>
        <dd className="flex items-center gap-1">
          <span className="nums select-text">{version}</span>
          <CopyButton text={version} label="Copy version" />
        </dd>
        <dt className="text-muted">Licence</dt>
        <dd>MIT</dd>
        <dt className="text-muted">Telemetry</dt>
        <dd>None. Hookbench talks to the network only when you send something, or start the tunnel.</dd>
      </dl>
    </Section>
  );
}
