import { useState } from 'react';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { Select } from '../../ui/Select.tsx';
import { trustSteps } from './trust-steps.ts';

/** How to have the authority trusted, for the system or program that is picked. */
export function TrustHelp({ path, name, port }: { path: string; name: string; port: number }) {
  const steps = trustSteps(path, name, port);
  const [id, setId] = useState(() => likelySystem(navigator.userAgent));
  const step = steps.find((each) => each.id === id) ?? steps[0];
  if (step === undefined) return null;
  return (
    <div role="group" aria-label="How to trust it" className="flex flex-col gap-2">
      <div className="flex items-center gap-2">
        <span className="font-medium">Trust it in</span>
        <Select
          label="Where to trust it"
          className="!w-44"
          value={step.id}
          onChange={setId}
          options={steps.map((each) => ({ value: each.id, label: each.label }))}
        />
      </div>
      <p className="text-muted">{step.about}</p>
      <Command text={step.trust} label={`Copy for ${step.label}`} />
      {step.undo !== undefined && (
        <>
          <p className="text-muted">And to take it back:</p>
          <Command text={step.undo} label={`Copy how to take it back in ${step.label}`} />
        </>
      )}
    </div>
  );
}

function Command({ text, label }: { text: string; label: string }) {
  return (
    <div className="flex items-start gap-1 rounded-control border border-line bg-bg py-1.5 pr-1 pl-3">
      <code className="min-w-0 flex-1 text-code break-all text-muted select-text">{text}</code>
      <CopyButton text={text} label={label} />
    </div>
  );
}

function likelySystem(userAgent: string): string {
  if (userAgent.includes('Macintosh')) return 'macos';
  if (userAgent.includes('Windows')) return 'windows';
  return 'curl';
}
