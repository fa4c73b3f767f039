/** Which clips are chosen, and from which one a range goes on. */
export interface ClipSelection {
  ids: ReadonlySet<string>;
  anchorId: string | null;
}

export const nothingSelected: ClipSelection = { ids: new Set(), anchorId: null };

/** Chooses or leaves out one clip; with a range also all between it and the one before, in the order they are shown. */
export function toggleClip(selection: ClipSelection, shownIds: readonly string[], id: string, isRange: boolean): ClipSelection {
  const ids = new Set(selection.ids);
  const [from, to] = [selection.anchorId === null ? -1 : shownIds.indexOf(selection.anchorId), shownIds.indexOf(id)];
  if (isRange && from >= 0 && to >= 0) {
    for (const between of shownIds.slice(Math.min(from, to), Math.max(from, to) + 1)) ids.add(between);
  } else if (!ids.delete(id)) {
    ids.add(id);
  }
  return { ids, anchorId: id };
}

/** All that are shown. */
export function selectAll(shownIds: readonly string[]): ClipSelection {
  return { ids: new Set(shownIds), anchorId: shownIds.at(-1) ?? null };
}
