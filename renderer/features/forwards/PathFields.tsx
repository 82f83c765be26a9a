import { Plus, X } from 'lucide-react';
import { Button } from '../../ui/Button.tsx';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { TextField } from '../../ui/TextField.tsx';
import type { RulePartProps } from './AdvancedFields.tsx';

/** How the path of a request becomes that of its destination. */
export function PathFields({ rule, errorAt, change }: RulePartProps) {
  const { path } = rule;
  const put = (replace: typeof path.replace) => change({ path: { ...path, replace } });
  const error = errorAt('path');
  return (
    <>
      <Checkbox
        label="Send everything to the very path of the destination"
        isChecked={path.isFixed}
        onChange={(isFixed) => change({ path: { ...path, isFixed } })}
      />
      {!path.isFixed && (
        <>
          <Checkbox
            label="Leave the bin’s own segment out"
            hint="/stripe/hook goes on as /hook."
            isChecked={path.isSlugRemoved}
            onChange={(isSlugRemoved) => change({ path: { ...path, isSlugRemoved } })}
          />
          <ol aria-label="Replacements" className="flex flex-col gap-1.5">
            {path.replace.map((part, index) => (
              <li key={index} className="flex items-center gap-2">
                <TextField
                  label={`Path that begins with, ${index + 1}`}
                  className="flex-1"
                  isCode
                  placeholder="/hooks"
                  value={part.from}
                  onChange={(from) => put(path.replace.with(index, { ...part, from }))}
                />
                <span className="text-faint">becomes</span>
                <TextField
                  label={`In its place, ${index + 1}`}
                  className="flex-1"
                  isCode
                  placeholder="/api/v2"
                  value={part.to}
                  onChange={(to) => put(path.replace.with(index, { ...part, to }))}
                />
                <IconButton
                  label={`Remove replacement ${index + 1}`}
                  icon={X}
                  onClick={() => put(path.replace.toSpliced(index, 1))}
                />
              </li>
            ))}
          </ol>
          <Button
            variant="ghost"
            size="small"
            icon={Plus}
            className="self-start"
            onClick={() => put([...path.replace, { from: '/', to: '/' }])}
          >
            Replace the beginning of a path
          </Button>
        </>
      )}
      {error !== undefined && (
        <p role="alert" className="text-small text-err">
          {error}
        </p>
      )}
    </>
  );
}
