import { MAX_DESTINATIONS } from '../outside/destination.ts';
import { parseRedaction, type Redact } from '../redaction/redact.ts';
import { applyImport, planImport, refuseImport, type ImportPlan } from '../rules/import-rules.ts';
import { describeUnconfirmed } from '../rules/import-words.ts';
import { hideInText } from '../rules/hide-secrets.ts';
import { isSameName, type Carried } from './carried-file.ts';
import {
  CARRIED_WORDS,
  describeChange,
  describeNamed,
  HISTORY_NAMES,
  NOTIFICATION_NAMES,
  REDACTED,
  SETTING_NAMES,
} from './carried-words.ts';
import { describeQuietHours, type QuietHours } from './quiet-hours.ts';
import { applyPatch, settingsSchema, type SavedView, type Settings } from './settings.ts';

/** What the import of a file would do, or why it can't be done. */
export type CarryPlan =
  | {
      readonly ok: true;
      /** The settings with it. */
      readonly next: Settings;
      /** Each change in a sentence; none if everything is there already. */
      readonly changes: readonly string[];
    }
  | { readonly ok: false; readonly text: string };

/**
 * Takes over what a file brings. What it does not name stays, and nothing is removed.
 *
 * @param redact as of the file: what it took out is not written over what is there
 * @param createId makes the ids of views
 */
export function planCarry(
  current: Settings,
  carried: Carried,
  redact: Redact,
  createId: () => string,
): CarryPlan {
  const { settings = {}, columns, newDestinations } = carried;
  const refusal =
    settings.history?.redaction === undefined ? null : parseRedaction(settings.history.redaction);
  if (refusal !== null) return { ok: false, text: refusal };
  const views = takeViews(current.savedViews, carried.views ?? [], redact, createId);
  if (!settingsSchema.shape.savedViews.safeParse(views.all).success)
    return { ok: false, text: CARRIED_WORDS.tooManyViews };
  if (current.destinations.length + newDestinations.length > MAX_DESTINATIONS)
    return { ok: false, text: CARRIED_WORDS.tooManyDestinations };
  const { rules } = current.notifications;
  const plan = planImport(rules, carried.rules ?? [], redact);
  const refusedRules = refuseImport(rules, plan);
  if (refusedRules !== null) return { ok: false, text: refusedRules };

  const patched = applyPatch(current, settings);
  const isOtherColumns = columns !== undefined && JSON.stringify(columns) !== JSON.stringify(current.columns);
  const next: Settings = {
    ...patched,
    savedViews: views.all,
    columns: columns ?? current.columns,
    destinations: [...current.destinations, ...newDestinations],
    notifications: { ...patched.notifications, rules: [...applyImport(rules, plan)] },
  };
  const changes = [
    ...describeSettings(current, next),
    ...describeNamed(['view', 'views'], 'added', views.added),
    ...describeNamed(['view', 'views'], 'replaced', views.changed),
    ...(isOtherColumns ? ['The columns of the log are replaced.'] : []),
    ...describeNamed(
      ['destination', 'destinations'],
      'added without an address, which you type in the settings',
      newDestinations.map(({ name }) => name),
    ),
    ...describeRules(plan),
  ];
  return { ok: true, next, changes };
}

function describeRules({ added, changed, unconfirmed }: ImportPlan): readonly string[] {
  const lines = [
    ...describeNamed(
      ['rule', 'rules'],
      'added',
      added.map(({ name }) => name),
    ),
    ...describeNamed(
      ['rule', 'rules'],
      'replaced',
      changed.map(({ name }) => name),
    ),
  ];
  const off = describeUnconfirmed(unconfirmed).trim();
  return off === '' ? lines : [...lines, off];
}

/** A view is known by its name. */
function takeViews(
  current: readonly SavedView[],
  carried: readonly Omit<SavedView, 'id'>[],
  redact: Redact,
  createId: () => string,
): {
  readonly all: readonly SavedView[];
  readonly added: readonly string[];
  readonly changed: readonly string[];
} {
  const added = carried.filter(({ name }) => !current.some((view) => isSameName(view, name)));
  const changed: string[] = [];
  const kept = current.map((view) => {
    const other = carried.find(({ name }) => isSameName(view, name));
    const isSame = other === undefined || [view.query, hideInText(view.query, redact)].includes(other.query);
    if (isSame) return view;
    changed.push(view.name);
    return { ...view, query: other.query };
  });
  return {
    all: [...kept, ...added.map((view) => ({ ...view, id: createId() }))],
    added: added.map(({ name }) => name),
    changed,
  };
}

function describeSettings(before: Settings, after: Settings): readonly string[] {
  return [
    ...describeMembers(SETTING_NAMES, before, after),
    ...describeMembers(NOTIFICATION_NAMES, before.notifications, after.notifications),
    ...describeMembers(HISTORY_NAMES, before.history, after.history),
    ...describeRedaction(before.history.redaction, after.history.redaction),
  ];
}

type Redaction = Settings['history']['redaction'];

/** By name, since what is no longer redacted is kept in plain from then on, and counts may stay the same. */
function describeRedaction(before: Redaction, after: Redaction): readonly string[] {
  const all = ({ keys, patterns }: Redaction): readonly string[] => [...keys, ...patterns];
  const gone = all(before).filter((each) => !all(after).includes(each));
  const added = all(after).filter((each) => !all(before).includes(each));
  return [
    ...describeNamed(REDACTED, 'no longer redacted', gone),
    ...describeNamed(REDACTED, 'redacted as well', added),
  ];
}

function describeMembers(
  names: Readonly<Record<string, string>>,
  before: object,
  after: object,
): readonly string[] {
  return Object.entries(names).flatMap(([key, name]) => {
    const from: unknown = Reflect.get(before, key);
    const to: unknown = Reflect.get(after, key);
    if (JSON.stringify(from) === JSON.stringify(to)) return [];
    return [describeChange({ name, from: describeValue(from), to: describeValue(to) })];
  });
}

function describeValue(value: unknown): string {
  if (value === undefined) return 'the usual';
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (typeof value === 'number') return value.toLocaleString('en-GB');
  if (typeof value === 'string') return value;
  if (isQuietHours(value))
    return value.on ? `on, ${describeQuietHours(value)}` : `off, ${describeQuietHours(value)}`;
  return 'something else';
}

function isQuietHours(value: unknown): value is QuietHours {
  return typeof value === 'object' && value !== null && 'from' in value && 'days' in value;
}
