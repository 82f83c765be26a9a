import { ChevronRight } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { ForwardRuleInput } from '../../../shared/model/forward-rule.ts';
import { classNames } from '../../ui/class-names.ts';
import { Field } from '../../ui/Field.tsx';
import { NumberField } from '../../ui/NumberField.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { HeaderEditFields } from './HeaderEditFields.tsx';
import { PathFields } from './PathFields.tsx';
import { QueueFields } from './QueueFields.tsx';
import { RetryFields } from './RetryFields.tsx';

export interface RulePartProps {
  rule: ForwardRuleInput;
  /** What is wrong with a field, by its path in the rule. */
  errorAt: (path: string) => string | undefined;
  change: (part: Partial<ForwardRuleInput>) => void;
}

/** What most rules leave as it is. A part opens by itself when something in it is wrong. */
export function AdvancedFields(props: RulePartProps) {
  const { rule, errorAt, change } = props;
  const isWrong = (...paths: string[]) => paths.some((path) => errorAt(path) !== undefined);
  return (
    <div className="flex flex-col">
      <Folded title="Name and failures" isForced={isWrong('name', 'timeoutMs', 'onFailure')}>
        <Field
          label="Name"
          hint="Stands in the list; the address does where there is none."
          error={errorAt('name')}
        >
          <TextField value={rule.name} onChange={(name) => change({ name })} />
        </Field>
        <div className="grid grid-cols-2 items-start gap-3">
          <Field label="Timeout, ms" hint="How long nothing may move." error={errorAt('timeoutMs')}>
            <NumberField value={rule.timeoutMs} onChange={(timeoutMs) => change({ timeoutMs })} />
          </Field>
          {rule.mode === 'proxy' && (
            <Field label="If there is no reply" error={errorAt('onFailure')}>
              <Select
                value={rule.onFailure}
                onChange={(onFailure) => change({ onFailure })}
                options={[
                  { value: 'gatewayError', label: 'Say 502 or 504' },
                  { value: 'binReply', label: 'Give the bin’s own reply' },
                ]}
              />
            </Field>
          )}
        </div>
      </Folded>
      <Folded title="Path" isForced={isWrong('path')}>
        <PathFields {...props} />
      </Folded>
      <Folded title="Headers" isForced={isWrong('headerEdits', 'forwardedHeaders')}>
        <HeaderEditFields {...props} />
      </Folded>
      <Folded title="Connection" isForced={isWrong('protocol', 'maxRedirects', 'isCertificateChecked')}>
        <div className="grid grid-cols-2 items-start gap-3">
          <Field label="Protocol" hint="HTTP/2 over TLS where offered; h2c over http://.">
            <Select
              value={rule.protocol}
              onChange={(protocol) => change({ protocol })}
              options={[
                { value: 'http1', label: 'HTTP/1.1' },
                { value: 'http2', label: 'HTTP/2' },
              ]}
            />
          </Field>
          <Field
            label="Redirects to follow"
            hint="0 passes them on as they are."
            error={errorAt('maxRedirects')}
          >
            <NumberField value={rule.maxRedirects} onChange={(maxRedirects) => change({ maxRedirects })} />
          </Field>
        </div>
        <Checkbox
          label="Accept a certificate that can’t be verified"
          hint="For a self-signed one, such as of a development server."
          isChecked={!rule.isCertificateChecked}
          onChange={(isAccepted) => change({ isCertificateChecked: !isAccepted })}
        />
      </Folded>
      <Folded title="Retries" isForced={isWrong('retry')}>
        <RetryFields
          policy={rule.retry}
          mode={rule.mode}
          error={errorAt('retry')}
          onChange={(retry) => change({ retry })}
        />
      </Folded>
      {rule.mode === 'mirror' && (
        <Folded title="Queue options" isForced={isWrong('queue')}>
          <QueueFields {...props} />
        </Folded>
      )}
    </div>
  );
}

function Folded({ title, isForced, children }: { title: string; isForced: boolean; children: ReactNode }) {
  const [isOpen, setIsOpen] = useState(false);
  const isShown = isOpen || isForced;
  return (
    <section aria-label={title} className="border-t border-line">
      <button
        type="button"
        aria-expanded={isShown}
        className="focus-inset flex h-9 w-full items-center gap-1.5 text-left font-medium text-muted hover:text-fg"
        onClick={() => setIsOpen(!isShown)}
      >
        <ChevronRight
          aria-hidden
          size={14}
          className={classNames('transition-transform duration-100', isShown && 'rotate-90')}
        />
        {title}
      </button>
      {isShown && <div className="flex flex-col gap-3 pb-4 pl-5">{children}</div>}
    </section>
  );
}
