import { useEffect, useMemo, useState } from 'react';
import type { TemplateInfo } from '../../../shared/model/template.ts';
import type { Story } from '../../../shared/model/trigger-run.ts';
import { call } from '../../host/call.ts';
import { notifyFailure } from '../../state/notices.ts';
import { eventEntry, storyEntry, type Entry } from './catalog-filter.ts';

interface Catalog {
  templates: readonly TemplateInfo[];
  stories: readonly Story[];
}

/** The templates and stories there are, stories first. Empty until they were read. */
export function useCatalog(hasStories: boolean): readonly Entry[] {
  const [catalog, setCatalog] = useState<Catalog>({ templates: [], stories: [] });
  useEffect(() => {
    let isCurrent = true;
    Promise.all([call('templates.list', {}), call('stories.list', {})]).then(
      ([{ templates }, { stories }]) => isCurrent && setCatalog({ templates, stories }),
      (error: unknown) => notifyFailure('The templates could not be read', error),
    );
    return () => {
      isCurrent = false;
    };
  }, []);
  return useMemo(
    () => [...(hasStories ? catalog.stories.map(storyEntry) : []), ...catalog.templates.map(eventEntry)],
    [catalog, hasStories],
  );
}
