import { Send } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { CommandValue } from '../../../shared/ipc/contract.ts';
import { call, CommandFailureError } from '../../host/call.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { Field } from '../../ui/Field.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { LabSection } from './LabSection.tsx';

const URL_KEY = 'hookbench.paypal-lab.url';
/** PayPal's 2.9 days, in this time. */
const COMPRESSED_MS = 60_000;

type Messages = CommandValue<'paypalLab.messages'>;

/** Sends a message as PayPal does, to the listener under development. */
export function SendForm({ isRunning }: { isRunning: boolean }) {
  const [messages, setMessages] = useState<Messages>();
  const [kind, setKind] = useState<'ipn' | 'webhook'>('ipn');
  const [events, setEvents] = useState({ ipn: 'web_accept', webhook: 'PAYMENT.CAPTURE.COMPLETED' });
  const [url, setUrl] = useState(localStorage.getItem(URL_KEY) ?? 'http://localhost:3000/ipn');
  const [isSandbox, setIsSandbox] = useState(true);
  const [isSimulated, setIsSimulated] = useState(false);
  const [isRetried, setIsRetried] = useState(false);
  const [error, setError] = useState<{ url?: string; other?: string }>({});
  const [isBusy, setIsBusy] = useState(false);
  useEffect(() => {
    let isStale = false;
    void call('paypalLab.messages', {}).then((value) => {
      if (!isStale) setMessages(value);
    });
    return () => {
      isStale = true;
    };
  }, []);

  const send = async () => {
    localStorage.setItem(URL_KEY, url);
    setIsBusy(true);
    setError({});
    const providerId = kind === 'ipn' ? 'paypal-ipn' : 'paypal';
    const common = {
      url,
      isWaiting: false,
      ...(isRetried ? { retry: { kind: 'provider', providerId, compressToMs: COMPRESSED_MS } as const } : {}),
    };
    try {
      if (kind === 'ipn') await call('paypalLab.sendIpn', { ...common, event: events.ipn, isSandbox });
      else await call('paypalLab.sendWebhook', { ...common, event: events.webhook, isSimulated });
    } catch (failure) {
      const field = failure instanceof CommandFailureError ? failure.fieldMessage('url') : undefined;
      setError(
        field === undefined
          ? { other: failure instanceof Error ? failure.message : String(failure) }
          : { url: field },
      );
    }
    setIsBusy(false);
  };

  return (
    <LabSection
      title="Send as PayPal does"
      aside={
        <Segmented
          label="What to send"
          value={kind}
          onChange={setKind}
          options={[
            { value: 'ipn', label: 'IPN' },
            { value: 'webhook', label: 'Webhook' },
          ]}
        />
      }
    >
      <form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <Field label="Listener URL" error={error.url}>
          <TextField isCode value={url} onChange={setUrl} />
        </Field>
        <Field label="Message">
          <Select
            value={events[kind]}
            onChange={(event) => setEvents({ ...events, [kind]: event })}
            options={(messages?.[kind] ?? []).map(({ event, title }) => ({
              value: event,
              label: kind === 'ipn' ? title : event,
            }))}
          />
        </Field>
        {kind === 'ipn' ? (
          <Checkbox
            label="Sandbox message"
            hint="With test_ipn=1: only the sandbox address verifies it"
            isChecked={isSandbox}
            onChange={setIsSandbox}
          />
        ) : (
          <Checkbox
            label="As the simulator does"
            hint="Signed for the id WEBHOOK_ID"
            isChecked={isSimulated}
            onChange={setIsSimulated}
          />
        )}
        <Checkbox
          label="Try again as PayPal does, within a minute"
          hint={
            kind === 'ipn'
              ? 'Until it is answered 200: 15 times, PayPal’s 2.9 days squeezed into one minute'
              : 'Until it is answered 2xx: 25 times, PayPal’s 3 days squeezed into one minute'
          }
          isChecked={isRetried}
          onChange={setIsRetried}
        />
        {error.other !== undefined && <Banner tone="err">{error.other}</Banner>}
        <div className="flex items-center gap-3">
          <Button type="submit" variant="primary" icon={Send} isBusy={isBusy} disabled={!isRunning}>
            {kind === 'ipn' ? 'Send IPN' : 'Send webhook'}
          </Button>
          {!isRunning && <span className="text-small text-faint">Switch the lab on first.</span>}
        </div>
      </form>
    </LabSection>
  );
}
