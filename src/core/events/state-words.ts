import { describeBinaryState } from './device-class-words.ts';
import { toWords } from './entity-name.ts';
import type { HaState } from './event.ts';
import { readText } from './read-field.ts';
import { formatDuration, formatMoment } from '../time/format-time.ts';
import { toLine } from './text.ts';
import { withUnit } from './value-words.ts';

/** Longest state inside a sentence. Home Assistant allows 255 characters. */
const MAX_STATE_CHARS = 80;

type Verbs = Readonly<Record<string, string>>;

const OPENING: Verbs = { open: 'opened', closed: 'closed', opening: 'is opening', closing: 'is closing' };
const SWITCHING: Verbs = { on: 'turned on', off: 'turned off' };

/** The words after the name when an entity of this domain gets this state. */
const VERBS: ReadonlyMap<string, Verbs> = new Map<string, Verbs>([
  ['cover', OPENING],
  ['valve', OPENING],
  [
    'lock',
    {
      locked: 'is now locked',
      unlocked: 'is now unlocked',
      locking: 'is locking',
      unlocking: 'is unlocking',
      jammed: 'is jammed',
      open: 'opened',
      opening: 'is opening',
    },
  ],
  [
    'alarm_control_panel',
    { triggered: 'was triggered', disarmed: 'was disarmed', pending: 'is about to trigger' },
  ],
  ['sun', { above_horizon: 'rose', below_horizon: 'set' }],
  ['automation', { on: 'was enabled', off: 'was disabled' }],
  ['script', { on: 'started running', off: 'finished' }],
  ['timer', { active: 'started', paused: 'was paused', idle: 'ended' }],
  ['media_player', { ...SWITCHING, playing: 'started playing', paused: 'was paused', idle: 'stopped' }],
  [
    'vacuum',
    { cleaning: 'started cleaning', returning: 'is returning', docked: 'docked', error: 'reports an error' },
  ],
  [
    'lawn_mower',
    { mowing: 'started mowing', returning: 'is returning', docked: 'docked', error: 'reports an error' },
  ],
  ['person', { home: 'came home' }],
  ['device_tracker', { home: 'came home' }],
  ['update', { on: 'has an update', off: 'is up to date' }],
  ['calendar', { on: 'has an event now', off: 'has no event now' }],
]);

/** Domains whose state is the time of an action. */
const MOMENTS: ReadonlyMap<string, string> = new Map([
  ['button', 'was pressed'],
  ['input_button', 'was pressed'],
  ['scene', 'was activated'],
  ['event', 'fired'],
  ['tts', 'spoke'],
  ['stt', 'listened'],
  ['conversation', 'was used'],
  ['ai_task', 'was used'],
  ['image', 'has a new picture'],
  ['infrared', 'was used'],
  ['notify', 'was sent'],
  ['radio_frequency', 'was used'],
  ['tag', 'was scanned'],
  ['wake_word', 'was heard'],
]);

/** The words for a state of this domain, if the state's own text is unclear. */
const STATES: ReadonlyMap<string, Verbs> = new Map<string, Verbs>([
  ['automation', { on: 'enabled', off: 'disabled' }],
  ['device_tracker', { not_home: 'away' }],
  ['person', { not_home: 'away' }],
  ['script', { on: 'running', off: 'not running' }],
  ['update', { on: 'update available', off: 'up to date' }],
]);

/** "opened", "turned on"; `null` if a domain has no verb for a state. */
export function verbFor(domain: string, state: string): string | null {
  const verbs = VERBS.get(domain) ?? SWITCHING;
  if (Object.hasOwn(verbs, state)) return verbs[state] ?? null;
  return state === 'on' || state === 'off' ? (SWITCHING[state] ?? null) : null;
}

/** "was pressed" for a domain whose state is a time; `null` for the others. */
export function momentFor(domain: string): string | null {
  return MOMENTS.get(domain) ?? null;
}

/** A state as text in a sentence, in the words of its kind, with its unit: "21.3 °C", "armed away", "open", "no motion". */
export function describeState(domain: string, { state, attributes }: StateAndAttributes): string {
  if (state === '') return 'empty';
  const said =
    domain === 'binary_sensor' ? describeBinaryState(readText(attributes, 'device_class'), state) : null;
  const ofDomain = STATES.get(domain) ?? {};
  if (said !== null) return said;
  if (Object.hasOwn(ofDomain, state)) return ofDomain[state] ?? state;
  const unit = readText(attributes, 'unit_of_measurement');
  const time = describeTime(state, unit, readText(attributes, 'device_class'));
  if (time !== null) return time;
  if (unit !== '') return withUnit(toLine(state, MAX_STATE_CHARS), unit);
  return /^[a-z]+(?:_[a-z]+)*$/.test(state) ? toWords(state) : toLine(state, MAX_STATE_CHARS);
}

/** Milliseconds of the units that Home Assistant allows for a duration. */
const DURATION_UNITS: ReadonlyMap<string, number> = new Map([
  ['ms', 1],
  ['s', 1_000],
  ['min', 60_000],
  ['h', 3_600_000],
  ['d', 86_400_000],
]);

/** "25 Nov 2026 05:45" for a moment, in local time, and "1 d 2 h" for a duration; `null` for any other state. */
function describeTime(state: string, unit: string, deviceClass: string): string | null {
  const unitMs = DURATION_UNITS.get(unit);
  if (deviceClass === 'duration' && unitMs !== undefined && /^\d+(?:\.\d+)?$/.test(state)) {
    return formatDuration(Number(state) * unitMs);
  }
  const isMoment = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)$/.test(state);
  return (isMoment && formatMoment(Date.parse(state))) || null;
}

type StateAndAttributes = Pick<HaState, 'state' | 'attributes'>;
