import { ChevronDown, History, Inbox } from 'lucide-react';
import { Field } from '../../ui/Field.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { Menu } from '../../ui/Menu.tsx';
import { TextField } from '../../ui/TextField.tsx';
import type { Destinations } from './use-destinations.ts';

export interface DestinationFieldProps {
  url: string;
  onChange: (url: string) => void;
  destinations: Destinations;
  problem: string | undefined;
  isDisabled?: boolean;
}

/** A URL: typed, one that was sent to before, or a bin of ours. */
export function DestinationField({
  url,
  onChange,
  destinations,
  problem,
  isDisabled = false,
}: DestinationFieldProps) {
  return (
    <Field label="Destination" error={problem}>
      <TextField
        isCode
        value={url}
        onChange={(text) => onChange(text.replace(/[\r\n\t]/g, ''))}
        placeholder="http://localhost:3000"
        disabled={isDisabled}
        trailing={
          <Menu
            trigger={
              <IconButton label="Pick a destination" icon={ChevronDown} size="small" disabled={isDisabled} />
            }
            groups={[
              (destinations.recent ?? []).map((recent) => ({
                label: recent.slice(0, 90),
                icon: History,
                onSelect: () => onChange(recent),
              })),
              destinations.bins.map((bin) => ({
                label: `Bin ${bin.name}`,
                detail: bin.url,
                icon: Inbox,
                onSelect: () => onChange(bin.url),
              })),
            ]}
          />
        }
      />
    </Field>
  );
}
