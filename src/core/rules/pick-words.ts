import { capitalise, domainOf, prettifyId, toWords } from '../events/entity-name.ts';
import { FAILED_LOGIN_LOGGER } from '../events/failed-login.ts';
import { describeState, momentFor } from '../events/state-words.ts';
import { hasNumber, isOfKind, namesOfPlace, type HomeThing } from './home-things.ts';
import { ANY_THING, type Doing, type EventPick, type Picks, type Things, type Within } from './rule-picks.ts';

/** A kind of thing that a person can choose. */
export interface Kind {
  readonly domain: string;
  readonly classes: readonly string[];
  /** "door", "leak sensor" */
  readonly noun: string;
}

const kind = (noun: string, domain: string, ...classes: readonly string[]): Kind => {
  return { noun, domain, classes };
};

/** In the order in which they are offered. */
export const KINDS: readonly Kind[] = [
  kind('door', '', 'door'),
  kind('garage door', '', 'garage_door'),
  kind('window', '', 'window'),
  kind('motion sensor', '', 'motion'),
  kind('presence sensor', '', 'occupancy'),
  kind('doorbell', '', 'doorbell'),
  kind('battery', '', 'battery'),
  kind('leak sensor', '', 'moisture'),
  kind('smoke or gas detector', '', 'smoke', 'gas', 'carbon_monoxide'),
  kind('temperature sensor', '', 'temperature'),
  kind('humidity sensor', '', 'humidity'),
  kind('power sensor', '', 'power'),
  kind('lock', 'lock'),
  kind('cover', 'cover'),
  kind('light', 'light'),
  kind('switch', 'switch'),
  kind('person', 'person'),
  kind('alarm', 'alarm_control_panel'),
  kind('heating', 'climate'),
  kind('media player', 'media_player'),
  kind('vacuum', 'vacuum'),
  kind('timer', 'timer'),
  kind('update', 'update'),
  kind('button', 'button'),
];

/** An event that people ask for, what they call it, and other words by which it is found. */
interface Happening {
  readonly words: string;
  readonly also?: string;
  readonly pick: EventPick;
  /** Lines that Home Assistant's configuration needs, or nothing is ever told. */
  readonly needs?: string;
}

export const LOGGED = 'system_log:\n  fire_event: true';

export const HAPPENINGS: readonly Happening[] = [
  {
    words: 'A login fails',
    also: 'wrong failed login password',
    pick: happening('system_log_event', [{ path: ['name'], value: FAILED_LOGIN_LOGGER }]),
    needs: LOGGED,
  },
  {
    words: 'An error is logged',
    pick: happening('system_log_event', [{ path: ['level'], value: 'error' }]),
    needs: LOGGED,
  },
  { words: 'An automation runs', pick: happening('automation_triggered') },
  { words: 'A script runs', pick: happening('script_started') },
  { words: 'A tag is scanned', pick: happening('tag_scanned') },
  { words: 'A timer ends', pick: happening('timer.finished') },
  { words: 'Home Assistant has started', pick: happening('homeassistant_started') },
];

function happening(type: string, fields: EventPick['fields'] = []): EventPick {
  return { kind: 'event', type, entities: [], fields };
}

/** Each automation has a logger of its own (homeassistant/components/automation/__init__.py). */
export const FAILED_AUTOMATION_QUERY =
  'type:system_log_event data.level:error data.name:homeassistant.components.automation*';

/** An event that people ask for; `null` for another one. */
export function happeningOf(pick: EventPick): Happening | null {
  return HAPPENINGS.find((each) => JSON.stringify(each.pick) === JSON.stringify(pick)) ?? null;
}

/** What people call an event: "A login fails"; `null` for one without words of its own. */
export function wordsOfEvent(pick: EventPick): string | null {
  return happeningOf(pick)?.words ?? null;
}

/** The same, or "timer.paused happens". */
export function describeEventPick(pick: EventPick): string {
  return wordsOfEvent(pick) ?? `${pick.type} happens`;
}

/** The kind that picked things are of; `null` if it has no noun. */
export function kindOf({ domain, classes }: Things): Kind | null {
  const wanted = classes.join();
  return KINDS.find((each) => each.domain === domain && each.classes.join() === wanted) ?? null;
}

/** "Garage door", "any door in Hall", "anything in Kitchen". */
export function describeThings(things: Things, known: readonly HomeThing[]): string {
  const { entities, domain, classes, within } = things;
  const own = [...classes, domain].filter((each) => each !== '').map(toWords);
  const noun = kindOf(things)?.noun ?? own.join(' ');
  const any = domain === '' && classes.length === 0 ? 'anything' : `any ${noun}`;
  const what = entities.length === 0 ? any : nameThings(entities, known);
  return within === null ? what : `${what} ${describeWithin(within, known)}`;
}

/** "Garage door or Front door" */
export function nameThings(entities: readonly string[], known: readonly HomeThing[]): string {
  return entities.map((id) => known.find(({ entity }) => entity === id)?.name ?? prettifyId(id)).join(' or ');
}

/** "in Kitchen", "on Upstairs", "by or about Zoë" */
export function describeWithin({ place, name }: Within, known: readonly HomeThing[]): string {
  return `${PLACE_WORDS[place]} ${nameOfPlace({ place, name }, known)}`;
}

const PLACE_WORDS: Readonly<Record<Within['place'], string>> = {
  area: 'in',
  floor: 'on',
  label: 'labelled',
  device: 'of',
  person: 'by or about',
};

/** The name of a place as its owner writes it: a query has no case. */
export function nameOfPlace({ place, name }: Within, known: readonly HomeThing[]): string {
  const wanted = name.toLowerCase();
  for (const thing of known) {
    const found = namesOfPlace(thing, place).find((each) => each.toLowerCase() === wanted);
    if (found !== undefined) return found;
  }
  return name;
}

/** "Light: turn on" for `light.turn_on`. */
export function wordsOfAction(action: string): string {
  const dot = action.indexOf('.');
  return `${capitalise(toWords(action.slice(0, dot)))}: ${toWords(action.slice(dot + 1))}`;
}

/** "Light: turn on" is called for Hall. */
function describeAction(action: string, entities: readonly string[], known: readonly HomeThing[]): string {
  const about = entities.length === 0 ? '' : ` for ${nameThings(entities, known)}`;
  return `“${wordsOfAction(action)}” is called${about}`;
}

/** The things that were picked, as far as they are known. */
export function thingsOf(
  { entities, domain, classes, within }: Things,
  known: readonly HomeThing[],
): readonly HomeThing[] {
  const wanted = within?.name.toLowerCase() ?? '';
  return known.filter(
    (thing) =>
      (entities.length === 0 || entities.includes(thing.entity)) &&
      (within === null || namesOfPlace(thing, within.place).some((name) => name.toLowerCase() === wanted)) &&
      isOfKind(thing, domain, classes),
  );
}

/** What a person most likely means of a thing. */
export function usualDoing(things: Things, known: readonly HomeThing[]): Doing {
  const there = thingsOf(things, known);
  // A place may have none of the kind that are known; what others of the kind do is as good a guess.
  const [first, ...others] = there.length > 0 ? there : thingsOf({ ...things, within: null }, known);
  if (things.within?.place === 'person' && things.entities.length === 0) return { kind: 'anything' };
  if (things.classes.includes('battery') && others.length > 0) return { kind: 'below', limit: 15 };
  if (first === undefined) return { kind: 'becomes', states: ['on'] };
  if (things.entities.length === 0 && things.domain === '' && things.classes.length === 0) {
    return { kind: 'changes' };
  }
  const domain = domainOf(first.entity);
  if (momentFor(domain) !== null) return { kind: 'changes' };
  if (hasNumber(first)) {
    if (first.deviceClass === 'battery') return { kind: 'below', limit: 15 };
    const value = Number(first.state);
    return { kind: 'above', limit: Number.isFinite(value) ? value : 0 };
  }
  const [state] = statesOf(things, known);
  return state === undefined ? { kind: 'changes' } : { kind: 'becomes', states: [state.value] };
}

const ON_OFF = ['on', 'off'] as const;
const STATES: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ['cover', ['open', 'closed', 'opening', 'closing']],
  ['valve', ['open', 'closed', 'opening', 'closing']],
  ['lock', ['unlocked', 'locked', 'jammed', 'open']],
  ['person', ['home', 'not_home']],
  ['device_tracker', ['home', 'not_home']],
  [
    'alarm_control_panel',
    ['triggered', 'pending', 'disarmed', 'armed_home', 'armed_away', 'armed_night', 'arming'],
  ],
  ['climate', ['heat', 'cool', 'heat_cool', 'auto', 'off']],
  ['media_player', ['playing', 'paused', 'idle', 'on', 'off']],
  ['vacuum', ['cleaning', 'returning', 'docked', 'paused', 'error']],
  ['lawn_mower', ['mowing', 'returning', 'docked', 'error']],
  ['timer', ['active', 'paused', 'idle']],
  ['sun', ['above_horizon', 'below_horizon']],
  ['weather', ['rainy', 'pouring', 'snowy', 'lightning', 'sunny', 'cloudy', 'windy']],
  ['sensor', []],
]);

/** A state that can be chosen, and what it is called. */
export interface StateChoice {
  readonly value: string;
  readonly words: string;
}

/** The states that things can have: those of their kind, those they name, and the present ones. Numbers are left out. */
export function statesOf(things: Things, known: readonly HomeThing[]): readonly StateChoice[] {
  const found = thingsOf(things, known);
  const domains = new Set(found.map(({ entity }) => domainOf(entity)));
  if (domains.size === 0 && things.domain !== '') domains.add(things.domain);
  const classes = new Set([...found.map(({ deviceClass }) => deviceClass), ...things.classes]);
  const [deviceClass = ''] = classes.size === 1 ? classes : [];
  const [only = ''] = domains.size === 1 ? domains : [];
  const usual = [...domains].flatMap((domain) => STATES.get(domain) ?? ON_OFF);
  const own = found.flatMap((thing) =>
    hasNumber(thing) ? [] : [...thing.options, ...(found.length === 1 ? [thing.state] : [])],
  );
  const values = [...new Set([...usual, ...own, 'unavailable'])].filter((value) => value !== '');
  return values.map((value) => ({ value, words: wordsOfState(only, deviceClass, value) }));
}

/** "open" for the "on" of a door. */
export function wordsOfState(domain: string, deviceClass: string, state: string): string {
  const of = domain === '' && deviceClass !== '' ? 'binary_sensor' : domain;
  return describeState(of, { state, attributes: { device_class: deviceClass } });
}

/** What can be said of things. */
export const DOING_WORDS: Readonly<Record<Doing['kind'] | 'silent', string>> = {
  becomes: 'becomes',
  leaves: 'is no longer',
  changes: 'changes in any way',
  above: 'goes above',
  below: 'falls below',
  silent: 'is silent for',
  anything: 'is named by any event',
};

/**
 * What "changes" means for a thing whose state is the time of an action: "rings", "is pressed". `null` for another one.
 */
export function momentWords({
  entity,
  deviceClass,
}: Pick<HomeThing, 'entity' | 'deviceClass'>): string | null {
  const moment = momentFor(domainOf(entity));
  if (moment === null) return null;
  if (deviceClass === 'doorbell') return 'rings';
  return moment === 'fired' ? 'fires' : moment.replace(/^was /, 'is ');
}

/** A name for a rule, from what was picked: "Garage door open", "Any battery below 15 %". Empty while nothing is. */
export function nameOfPicks(picks: Picks, isSilence: boolean, known: readonly HomeThing[]): string {
  if (picks.kind === 'event') return describeEventPick(picks).slice(0, 80);
  if (picks.kind === 'action') return describeAction(picks.action, picks.entities, known).slice(0, 80);
  const { things, does } = picks;
  const thing = capitalise(describeThings(things, known));
  return `${thing}${isSilence ? ' silent' : nameOfDoing(does, things, known)}`.slice(0, 80);
}

function nameOfDoing(does: Doing, things: Things, known: readonly HomeThing[]): string {
  const words = (states: readonly string[]): string => {
    const choices = statesOf(things, known);
    return states
      .map((state) => choices.find(({ value }) => value === state)?.words ?? toWords(state))
      .join(' or ');
  };
  const unit = thingsOf(things, known)[0]?.unit ?? '';
  switch (does.kind) {
    case 'becomes':
      return `: ${words(does.states)}`;
    case 'leaves':
      return `: no longer ${words(does.states)}`;
    case 'above':
    case 'below':
      return ` ${does.kind} ${String(does.limit)}${unit === '' ? '' : ` ${unit}`}`;
    case 'changes': {
      const [first] = thingsOf(things, known);
      const moment = first === undefined ? null : momentWords(first);
      return ` ${moment ?? 'changes'}`;
    }
    case 'anything':
      return '';
  }
}

/** What is picked when a person chooses a thing, a kind or a place. */
export function pickThings(part: Partial<Things>, known: readonly HomeThing[]): Picks {
  const things = { ...ANY_THING, ...part };
  return { kind: 'things', things, does: usualDoing(things, known) };
}
