import { useWorkbench } from '../../state/workbench.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Section, TextSetting } from './parts.tsx';
import { SwitchSetting } from './SwitchSetting.tsx';
import { msOf, secondsOf } from './units.ts';

export function SendingSection() {
  const { timeoutMs, isCertificateChecked } = useWorkbench((state) => state.settings.sending);
  return (
    <Section id="settings-sending" title="Sending" description="How drafts and replays are sent.">
      <TextSetting
        label="Timeout in seconds"
        hint="A send that takes longer fails. Between 0.1 and 600."
        path="sending.timeoutMs"
        width="w-30"
        saved={secondsOf(timeoutMs)}
        parse={(text) => {
          const next = msOf(text);
          if (next === undefined) return { problem: 'Enter a number of seconds, such as 30.' };
          if (next < 100) return { problem: 'The timeout must be at least 0.1 seconds.' };
          if (next > 600_000) return { problem: 'The timeout must be at most 600 seconds.' };
          return { change: { sending: { timeoutMs: next } } };
        }}
      />
      <SwitchSetting
        label="Check certificates"
        hint="Off lets a send go to a server whose certificate can't be verified, such as a self-signed one."
        path="sending.isCertificateChecked"
        isOn={isCertificateChecked}
        changeOf={(isOn) => ({ sending: { isCertificateChecked: isOn } })}
      />
      {!isCertificateChecked && (
        <Banner tone="warn" title="Certificates are not checked">
          Sends over https go to whoever answers.
        </Banner>
      )}
    </Section>
  );
}
