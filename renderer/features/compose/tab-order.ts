/** Which drafts stand in tabs, in order. Pure: what is stored and what exists come in, the new order goes out. */

/** A new tab stands behind the one in front, or last. */
export function opened(open: readonly string[], draftId: string, frontId: string | undefined): string[] {
  if (open.includes(draftId)) return [...open];
  const at = frontId === undefined ? -1 : open.indexOf(frontId);
  return at === -1 ? [...open, draftId] : open.toSpliced(at + 1, 0, draftId);
}

/** The tabs without one, and which comes to the front in its place: the one after it, else the one before. */
export function closed(
  open: readonly string[],
  draftId: string,
  frontId: string | undefined,
): { open: string[]; frontId: string | undefined } {
  const at = open.indexOf(draftId);
  const rest = open.filter((id) => id !== draftId);
  if (frontId !== draftId) return { open: rest, frontId };
  return { open: rest, frontId: rest[at] ?? rest.at(-1) };
}

/** The tab that is `steps` away from the one in front, around the ends. */
export function neighbour(open: readonly string[], frontId: string, steps: number): string | undefined {
  const at = open.indexOf(frontId);
  return at === -1 ? open[0] : open.at((at + steps) % open.length);
}

/** A stored list of ids, whatever stands there. */
export function readOrder(stored: string | null): string[] {
  try {
    const value: unknown = JSON.parse(stored ?? '[]');
    return Array.isArray(value) ? value.filter((id) => typeof id === 'string') : [];
  } catch {
    return [];
  }
}
