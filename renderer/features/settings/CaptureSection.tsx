import { useState } from 'react';
import { useWorkbench } from '../../state/workbench.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Select } from '../../ui/Select.tsx';
import { isLoopback, parsePort } from './addresses.ts';
import { Section, TextSetting } from './parts.tsx';
import { byteUnits, joinBytes, splitBytes, type ByteUnit } from './units.ts';

const LIMITS = { min: byteUnits.KiB, max: 8 * byteUnits.GiB };

export function CaptureSection() {
  const { host, port, bodyLimitBytes } = useWorkbench((state) => state.settings.capture);
  const listener = useWorkbench((state) => state.listener);
  const split = splitBytes(bodyLimitBytes);
  const [chosenUnit, setChosenUnit] = useState<ByteUnit>();
  const unit = chosenUnit ?? split.unit;
  return (
    <Section
      id="settings-capture"
      title="Capture"
      description="Where requests are received. A new address is used at once; what was captured stays."
    >
      {listener.problem !== undefined && (
        <Banner tone="err" title={listener.isListening ? 'Listening elsewhere' : 'Not listening'}>
          {listener.problem}
        </Banner>
      )}
      <TextSetting
        label="Host"
        hint="127.0.0.1 receives from this machine and through the tunnel only; 0.0.0.0 from the whole network."
        path="capture.host"
        saved={host}
        parse={(text) =>
          /^[A-Za-z0-9.:_-]{1,253}$/.test(text.trim())
            ? { change: { capture: { host: text.trim() } } }
            : { problem: 'Enter an address of this machine, such as 127.0.0.1.' }
        }
      />
      {!isLoopback(host) && (
        <Banner tone="warn" title="Open to the network">
          Anyone who can reach this machine can send to your bins, without the tunnel.
        </Banner>
      )}
      <TextSetting
        label="Port"
        hint={
          port === listener.port || !listener.isListening
            ? '0 takes any free port.'
            : `0 takes any free port. Now listening on ${listener.port}.`
        }
        path="capture.port"
        width="w-30"
        saved={String(port)}
        parse={(text) => parsePort(text, (next) => ({ capture: { port: next } }))}
      />
      <TextSetting
        key={unit}
        label="Body limit"
        hint="A larger body is answered with 413, and kept up to here. Between 1 KiB and 8 GiB."
        path="capture.bodyLimitBytes"
        width="w-30"
        saved={String(bodyLimitBytes / byteUnits[unit])}
        parse={(text) => {
          const bytes = joinBytes(text, unit);
          if (bytes === undefined) return { problem: 'Enter a number, such as 100.' };
          if (bytes < LIMITS.min) return { problem: 'The limit must be at least 1 KiB.' };
          if (bytes > LIMITS.max) return { problem: 'The limit must be at most 8 GiB.' };
          return { change: { capture: { bodyLimitBytes: bytes } } };
        }}
      >
        <Select
          label="Unit of the body limit"
          className="!w-24"
          value={unit}
          onChange={setChosenUnit}
          options={(['KiB', 'MiB', 'GiB'] as const).map((value) => ({ value, label: value }))}
        />
      </TextSetting>
    </Section>
  );
}
