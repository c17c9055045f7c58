import type { SavedView } from '../settings/settings.ts';

export const SAVED_VIEW_LIMITS = { views: 50, nameChars: 80 } as const;

/** Suggested views. */
export const STARTER_VIEWS: readonly Omit<SavedView, 'id'>[] = [
  {
    name: 'Doors and leaks',
    query:
      'domain:binary_sensor class:(door OR garage_door OR window OR opening OR lock OR moisture OR smoke OR gas OR carbon_monoxide OR safety OR tamper)',
  },
  { name: 'Automations', query: 'type:(automation_triggered OR script_started) OR domain:automation' },
  { name: 'Everything a person did', query: 'user:*' },
  {
    name: 'Failures',
    // A failed login is an event of the log; before 2023.6 it was a notification.
    query:
      'to:(unavailable OR jammed) OR type:system_log_event OR data.service_data.notification_id:http-login OR kind:(gap OR unparsed)',
  },
];

/** Which tab the list belongs to. */
export type CurrentView =
  | { readonly kind: 'everything' }
  /** `edited`: the query is no longer the saved one. */
  | { readonly kind: 'saved'; readonly view: SavedView; readonly edited: boolean }
  /** The query belongs to no view. */
  | { readonly kind: 'unsaved' };

/** `openedId` is the view that was opened last. If the query equals that of a view, this view is open. */
export function toCurrentView(
  views: readonly SavedView[],
  query: string,
  openedId: string | null,
): CurrentView {
  const text = query.trim();
  const opened = views.find(({ id }) => id === openedId);
  const same = opened?.query.trim() === text ? opened : views.find((view) => view.query.trim() === text);
  if (same !== undefined) return { kind: 'saved', view: same, edited: false };
  if (text === '') return { kind: 'everything' };
  return opened === undefined ? { kind: 'unsaved' } : { kind: 'saved', view: opened, edited: true };
}

/** A sentence when a view can't have this name; empty when it can. `ownId` is the view to rename. */
export function describeNameProblem(
  views: readonly SavedView[],
  name: string,
  ownId: string | null = null,
): string {
  const wanted = name.trim().toLowerCase();
  const { nameChars, views: maxViews } = SAVED_VIEW_LIMITS;
  if (wanted === '') return 'A view needs a name.';
  if (wanted.length > nameChars) return `A name has at most ${String(nameChars)} characters.`;
  if (wanted === 'everything') return 'Everything is the name of the view without a query. Choose another.';
  if (views.some((view) => view.id !== ownId && view.name.toLowerCase() === wanted)) {
    return `There is a view “${name.trim()}” already. Choose another name.`;
  }
  if (ownId === null && views.length >= maxViews) {
    return `There are ${String(maxViews)} views, which is the most. Delete one first.`;
  }
  return '';
}

export function changeView(
  views: readonly SavedView[],
  id: string,
  change: Partial<Omit<SavedView, 'id'>>,
): readonly SavedView[] {
  return views.map((view) => (view.id === id ? { ...view, ...change } : view));
}

export function removeView(views: readonly SavedView[], id: string): readonly SavedView[] {
  return views.filter((view) => view.id !== id);
}

/** Moves a view to an index; an index beyond the ends means the end. */
export function moveView(views: readonly SavedView[], id: string, to: number): readonly SavedView[] {
  const moved = views.find((view) => view.id === id);
  if (moved === undefined) return views;
  const others = removeView(views, id);
  return others.toSpliced(Math.max(0, Math.min(to, others.length)), 0, moved);
}

/** Suggested views that do not exist yet, by name or by query. */
export function missingStarters(views: readonly SavedView[]): readonly Omit<SavedView, 'id'>[] {
  return STARTER_VIEWS.filter(
    (starter) => !views.some(({ name, query }) => name === starter.name || query === starter.query),
  );
}
