import { Dices } from 'lucide-react';
import { useEffect, useState } from 'react';
import { formatJson } from '../../../shared/http/json.ts';
import type { RenderedTemplate } from '../../../shared/model/template.ts';
import { call } from '../../host/call.ts';
import { notifyFailure } from '../../state/notices.ts';
import { CodeView } from '../../ui/CodeView.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { MethodLabel } from '../../ui/MethodLabel.tsx';
import type { Entry } from './catalog-filter.ts';

/** The request that an event makes, anew whenever the event or the seed is another. */
export function useRendered(entry: Entry | undefined, seed: string): RenderedTemplate | undefined {
  const [rendered, setRendered] = useState<RenderedTemplate>();
  const provider = entry?.provider;
  const event = entry?.kind === 'event' ? entry.id : undefined;
  useEffect(() => {
    if (provider === undefined || event === undefined) return;
    let isCurrent = true;
    call('templates.render', { provider, event, seed }).then(
      (value) => isCurrent && setRendered(value),
      (error: unknown) => notifyFailure('The template could not be rendered', error),
    );
    return () => {
      isCurrent = false;
    };
  }, [provider, event, seed]);
  return rendered?.provider === provider && rendered?.event === event ? rendered : undefined;
}

export const newSeed = (): string => crypto.randomUUID().slice(0, 8);

export interface TemplatePreviewProps {
  rendered: RenderedTemplate;
  onShuffle: () => void;
}

/** The rendered request: its head as it goes out, its body laid out for reading. */
export function TemplatePreview({ rendered, onShuffle }: TemplatePreviewProps) {
  const { method, path, headers, body } = rendered;
  const formatted = formatJson(body.text);
  return (
    <section aria-label="Preview" className="flex min-h-0 min-w-0 flex-1 flex-col">
      <div className="flex h-9 shrink-0 items-center gap-2 border-b border-line pr-2 pl-4">
        <MethodLabel method={method} />
        <span className="code min-w-0 flex-1 truncate text-code">{path}</span>
        <IconButton label="Make up other values" icon={Dices} size="small" onClick={onShuffle} />
      </div>
      <dl
        className="max-h-28 shrink-0 overflow-y-auto border-b border-line px-4 py-2"
        tabIndex={0}
        aria-label="Headers"
      >
        {headers.map(({ name, value }, index) => (
          <div key={index} className="code flex gap-2 text-small">
            <dt className="shrink-0 text-faint">{name}:</dt>
            <dd className="min-w-0 break-all text-muted select-text">{value}</dd>
          </div>
        ))}
      </dl>
      <CodeView
        label="Body of the preview"
        text={formatted.isJson ? formatted.text : body.text}
        language={formatted.isJson ? 'json' : 'text'}
        isWrapped
      />
    </section>
  );
}
