import { stories, type Story as StoryData } from '../../../assets/stories/all-stories.ts';
import type { Story } from '../../../shared/model/trigger-run.ts';
import { CommandError } from '../../../shared/ipc/envelope.ts';
import { findTemplate } from './directory.ts';

const describe = ({ id, providerId, title, steps }: StoryData): Story => ({
  id,
  provider: providerId,
  title,
  steps: steps.map(([event]) => ({ event, title: findTemplate(providerId, event).info.title })),
});

export const listStories = (): Story[] => stories.map(describe);

/** One message of a sequence: `beforeEndMs` is how long before the last one of it this one happens. */
export interface PlannedStep {
  event: string;
  title: string;
  beforeEndMs: number;
}

/** What is triggered: the messages of one provider, in order. */
export interface Plan {
  provider: string;
  title: string;
  steps: readonly PlannedStep[];
}

export function planEvent(provider: string, event: string): Plan {
  const { info } = findTemplate(provider, event);
  return { provider, title: info.title, steps: [{ event: info.event, title: info.title, beforeEndMs: 0 }] };
}

/** Throws `CommandError('not_found')`. */
export function planStory(id: string): Plan {
  const story = stories.find((each) => each.id === id);
  if (story === undefined) {
    throw new CommandError('not_found', `There is no story ${id}; stories.list has all.`);
  }
  const { title, provider, steps } = describe(story);
  const afterFirst = story.steps.map((_step, index) =>
    story.steps.slice(1, index + 1).reduce((sum, [, afterSeconds]) => sum + afterSeconds * 1000, 0),
  );
  const lengthMs = afterFirst.at(-1) ?? 0;
  return {
    provider,
    title,
    steps: steps.map((step, index) => ({ ...step, beforeEndMs: lengthMs - (afterFirst[index] ?? 0) })),
  };
}
