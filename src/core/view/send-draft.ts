import type { HaEvent } from '../events/event.ts';
import { isWireRecord, readRecord, readText } from '../events/read-field.ts';
import type { SendDraft } from '../ipc/send-draft.ts';
import { REDACTED } from '../events/redacted.ts';
import { findJsonProblem, placeOf } from './json-problem.ts';

/** A problem of a draft, and its part. `at` is a UTF-16 position in the data. */
export interface DraftProblem {
  readonly field: 'name' | 'data';
  /** One sentence. */
  readonly message: string;
  readonly at?: number;
}

/** A draft that can be sent. */
export interface CheckedDraft {
  /** Path of the request below the server's address. */
  readonly path: string;
  /** Body of the request, a JSON object. */
  readonly body: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export type ParsedDraft =
  | { readonly ok: true; readonly draft: CheckedDraft }
  | { readonly ok: false; readonly problem: DraftProblem };

/** Home Assistant's own limit of an event type (`MAX_LENGTH_EVENT_EVENT_TYPE` in homeassistant/const.py). */
const MAX_TYPE_CHARS = 64;

/** Checks name and data. Home Assistant requires an object as data, or nothing. */
export function parseDraft({ kind, name, data }: Pick<SendDraft, 'kind' | 'name' | 'data'>): ParsedDraft {
  const path = kind === 'event' ? eventPath(name) : actionPath(name);
  if (typeof path !== 'string') return { ok: false, problem: { field: 'name', ...path } };
  const parsed = parseData(data);
  if ('message' in parsed) return { ok: false, problem: { field: 'data', ...parsed } };
  return { ok: true, draft: { path, body: JSON.stringify(parsed.data), data: parsed.data } };
}

/** A position in a text for people: "Line 2, column 5". */
export function describePlace(text: string, at: number): string {
  const { line, column } = placeOf(text, at);
  return `Line ${String(line)}, column ${String(column)}`;
}

/** A draft that sends an event again; `null` for an event that should not be sent. */
export function toDraft(event: HaEvent, serverId: string): SendDraft | null {
  const { event_type: type, data } = event;
  // Firing it changes no state, and confuses listeners.
  if (type === 'state_changed') return null;
  if (type !== 'call_service') return { serverId, kind: 'event', name: type, data: toDataText(data) };
  const name = `${readText(data, 'domain')}.${readText(data, 'service')}`;
  const call = { ...readRecord(data, 'service_data'), ...readRecord(data, 'target') };
  return { serverId, kind: 'action', name, data: toDataText(call) };
}

function toDataText(data: Readonly<Record<string, unknown>>): string {
  return Object.keys(data).length === 0 ? '' : JSON.stringify(data, null, 2);
}

function eventPath(name: string): string | { readonly message: string } {
  const type = name.trim();
  if (type === '') return { message: 'Type the event type, such as my_event.' };
  if (type.length > MAX_TYPE_CHARS) {
    return { message: `An event type has at most ${String(MAX_TYPE_CHARS)} characters.` };
  }
  // The last three would lead to another address.
  if (/[\s\p{Cc}\p{Cs}]/u.test(type) || type === '.' || type === '..' || type.includes('/')) {
    return { message: 'An event type has no blanks and no slashes. Use letters, digits and underscores.' };
  }
  return `/api/events/${encodeURIComponent(type)}`;
}

function actionPath(name: string): string | { readonly message: string } {
  const action = name.trim();
  if (action === '') return { message: 'Type the action, such as light.turn_on.' };
  const [, domain, service] = /^([a-z0-9_]+)\.([a-z0-9_]+)$/.exec(action) ?? [];
  if (domain === undefined || service === undefined || action.length > 255) {
    return { message: 'An action is a domain, a dot and a name, in small letters, such as light.turn_on.' };
  }
  return `/api/services/${domain}/${service}`;
}

function parseData(
  text: string,
): { readonly data: Readonly<Record<string, unknown>> } | { readonly message: string; readonly at?: number } {
  if (text.trim() === '') return { data: {} };
  const problem = findJsonProblem(text);
  if (problem !== null) {
    return { message: `${describePlace(text, problem.at)}: ${problem.message}`, at: problem.at };
  }
  const value: unknown = JSON.parse(text);
  if (!isWireRecord(value)) return { message: 'The data has to be a JSON object, in braces: { }.', at: 0 };
  const redactedAt = text.indexOf(REDACTED);
  if (redactedAt === -1) return { data: value };
  const where = describePlace(text, redactedAt);
  return {
    message: `${where}: a secret was taken out here before the event was kept. Type it in.`,
    at: redactedAt,
  };
}
