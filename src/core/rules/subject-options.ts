import { capitalise } from '../events/entity-name.ts';
import { PLACES, type Place } from '../registry/registry.ts';
import { isOfKind, namesOfPlace, type HomeThing } from './home-things.ts';
import { describeWithin, HAPPENINGS, KINDS, pickThings, wordsOfAction } from './pick-words.ts';
import type { Picks } from './rule-picks.ts';

/** What a person can choose a rule to be about. */
export interface SubjectOption {
  readonly group: string;
  readonly words: string;
  /** In small: the room and id of a thing, the number of things of a kind, the type of an event. */
  readonly detail: string;
  readonly picks: Picks;
  /** Home of a thing. */
  readonly serverId: string | null;
  /** Some of the things that it is about. */
  readonly things: readonly HomeThing[];
}

export interface SubjectQuestion {
  readonly typed: string;
  readonly things: readonly HomeThing[];
  /** Names of the homes, where there are several. */
  readonly homes: ReadonlyMap<string, string>;
  /** Event types and actions that were seen. */
  readonly types: readonly string[];
  readonly actions: readonly string[];
  /** Things alone. */
  readonly onlyThings: boolean;
}

/** What fits, and how many more things do. */
export interface Subjects {
  readonly options: readonly SubjectOption[];
  readonly more: number;
}

const MAX_THINGS = 40;
const MAX_OTHERS = 12;
/** Rooms and others that are offered before a word is typed. */
const MAX_UNASKED = 60;
/** Things that go with an option, so that it can be called by their words. */
const MAX_SAMPLES = 5;

type Fits = (text: string) => boolean;

/** What fits the typed words, each of them anywhere: things by name, place or id, kinds, places, events and actions. */
export function subjectOptions(question: SubjectQuestion): Subjects {
  const { typed, things, onlyThings } = question;
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const fits: Fits = (text) => {
    const lower = text.toLowerCase();
    return words.every((word) => lower.includes(word));
  };
  const found = things.filter(({ name, area, floor, entity }) => fits(`${name} ${area} ${floor} ${entity}`));
  const named = toThings(question, found, words[0] ?? '');
  const more = found.length - named.length;
  if (onlyThings) return { options: named, more };
  const isAsked = words.length > 0;
  const lists = [
    toKinds(things, fits),
    toPlaces(things, fits, 'area', 'Rooms'),
    toPlaces(things, fits, 'floor', 'Floors'),
    toPlaces(things, fits, 'label', 'Labels'),
    toPlaces(things, fits, 'person', 'People'),
    ...(isAsked ? [toPlaces(things, fits, 'device', 'Devices'), toActions(question.actions, fits)] : []),
    toEvents(question, fits),
  ];
  const others = lists.flatMap((list) => list.slice(0, isAsked ? MAX_OTHERS : MAX_UNASKED));
  // Without a word, thousands of things say nothing; kinds and rooms do.
  return { options: isAsked ? [...named, ...others] : [...others, ...named], more };
}

function toThings(
  { homes }: SubjectQuestion,
  found: readonly HomeThing[],
  first: string,
): readonly SubjectOption[] {
  const rank = ({ name }: HomeThing): number => (name.toLowerCase().startsWith(first) ? 0 : 1);
  return found
    .toSorted((a, b) => rank(a) - rank(b))
    .slice(0, MAX_THINGS)
    .map((thing) => {
      const { entity, name, area, serverId } = thing;
      const picks = pickThings({ entities: [entity] }, [thing]);
      const detail = [area, homes.get(serverId) ?? '', entity].filter((text) => text !== '').join(' · ');
      return { group: 'Things', words: name, detail, picks, serverId, things: [thing] };
    });
}

function toKinds(things: readonly HomeThing[], fits: Fits): readonly SubjectOption[] {
  return KINDS.flatMap(({ noun, domain, classes }): readonly SubjectOption[] => {
    const found = things.filter((thing) => isOfKind(thing, domain, classes));
    if (found.length === 0 || !fits(noun)) return [];
    return [
      {
        group: 'Kinds',
        words: capitalise(`any ${noun}`),
        detail: `${String(found.length)} of them`,
        picks: pickThings({ domain, classes }, things),
        serverId: null,
        things: found.slice(0, MAX_SAMPLES),
      },
    ];
  });
}

/** The places of a kind that things have, by name, with the number of their things. */
function toPlaces(
  things: readonly HomeThing[],
  fits: Fits,
  place: Place,
  group: string,
): readonly SubjectOption[] {
  return [...byPlace(things, place)]
    .filter(([name]) => fits(name))
    .map(([name, found]): SubjectOption => {
      const within = { place, name };
      const count = found.length === 1 ? '1 thing' : `${String(found.length)} things`;
      return {
        group,
        words: capitalise(`anything ${describeWithin(within, found)}`),
        detail: place === 'person' ? '' : count,
        picks: pickThings({ within }, found),
        serverId: null,
        things: found.slice(0, MAX_SAMPLES),
      };
    });
}

/** The names of all places of a kind, in order, each with its things. */
export function byPlace(
  things: readonly HomeThing[],
  place: Place,
): ReadonlyMap<string, readonly HomeThing[]> {
  const found = new Map<string, HomeThing[]>();
  for (const thing of things) {
    for (const name of namesOfPlace(thing, place)) {
      const list = found.get(name);
      if (list === undefined) found.set(name, [thing]);
      else list.push(thing);
    }
  }
  return new Map([...found].sort(([a], [b]) => a.localeCompare(b)));
}

/** The names of all places, by their kinds. */
export function placesOf(things: readonly HomeThing[]): readonly { place: Place; name: string }[] {
  return PLACES.flatMap((place) => [...byPlace(things, place).keys()].map((name) => ({ place, name })));
}

function toActions(actions: readonly string[], fits: Fits): readonly SubjectOption[] {
  return actions
    .filter((action) => fits(`${wordsOfAction(action)} ${action} action is called`))
    .map((action): SubjectOption => {
      return {
        group: 'Actions',
        words: `“${wordsOfAction(action)}” is called`,
        detail: action,
        picks: { kind: 'action', action, entities: [] },
        serverId: null,
        things: [],
      };
    });
}

function toEvents({ types }: SubjectQuestion, fits: Fits): readonly SubjectOption[] {
  const known = new Set(HAPPENINGS.map(({ pick }) => pick.type));
  const others = types.filter((type) => type !== 'state_changed' && !known.has(type));
  return [
    ...HAPPENINGS.filter(({ words, also = '', pick }) => fits(`${words} ${also} ${pick.type}`)).map(
      ({ words, pick }) => toEvent(words, pick.type, pick),
    ),
    ...others
      .filter((type) => fits(type))
      .map((type) => toEvent(`${type} happens`, '', { kind: 'event', type, entities: [], fields: [] })),
  ];
}

function toEvent(words: string, detail: string, picks: Picks): SubjectOption {
  return { group: 'Events', words, detail, picks, serverId: null, things: [] };
}
