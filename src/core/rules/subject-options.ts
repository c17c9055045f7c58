import { capitalise } from '../events/entity-name.ts';
import { isOfKind, type HomeThing } from './home-things.ts';
import { HAPPENINGS, KINDS, pickThings } from './pick-words.ts';
import type { Picks } from './rule-picks.ts';

/** What a person can choose a rule to be about. */
export interface SubjectOption {
  readonly group: 'Things' | 'Kinds' | 'Rooms' | 'Events';
  readonly words: string;
  /** In small: the room and id of a thing, the number of things of a kind, the type of an event. */
  readonly detail: string;
  readonly picks: Picks;
  /** Home of a thing. */
  readonly serverId: string | null;
}

export interface SubjectQuestion {
  readonly typed: string;
  readonly things: readonly HomeThing[];
  /** Names of the homes, where there are several. */
  readonly homes: ReadonlyMap<string, string>;
  /** Event types that were seen. */
  readonly types: readonly string[];
  /** Things alone. */
  readonly onlyThings: boolean;
}

const MAX_THINGS = 20;
const MAX_OTHERS = 12;

/** What fits the typed words, each of them anywhere: things by name, room or id, kinds, rooms and events. */
export function subjectOptions(question: SubjectQuestion): readonly SubjectOption[] {
  const { typed, things, onlyThings } = question;
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = (text: string): boolean => {
    const lower = text.toLowerCase();
    return words.every((word) => lower.includes(word));
  };
  const named = toThings(question, fits, words[0] ?? '');
  if (onlyThings) return named;
  const kinds = KINDS.flatMap(({ noun, domain, classes }): readonly SubjectOption[] => {
    const count = things.filter((thing) => isOfKind(thing, domain, classes)).length;
    if (count === 0 || !fits(noun)) return [];
    const picks = pickThings({ domain, classes }, things);
    const detail = count === 1 ? '1 of them' : `${String(count)} of them`;
    return [{ group: 'Kinds', words: capitalise(`any ${noun}`), detail, picks, serverId: null }];
  });
  const rooms = [...new Set(things.map(({ area }) => area))]
    .filter((area) => area !== '' && fits(area))
    .sort((a, b) => a.localeCompare(b))
    .map((area): SubjectOption => {
      const picks = pickThings({ area }, things);
      const count = things.filter((thing) => thing.area === area).length;
      const detail = count === 1 ? '1 thing' : `${String(count)} things`;
      return { group: 'Rooms', words: `Anything in ${area}`, detail, picks, serverId: null };
    });
  const lists = [
    kinds.slice(0, words.length === 0 ? kinds.length : MAX_OTHERS),
    rooms,
    toEvents(question, fits),
  ];
  const others = lists.flatMap((list) => (words.length === 0 ? list : list.slice(0, MAX_OTHERS)));
  // Without a word, thousands of things say nothing; kinds and rooms do.
  return words.length === 0 ? [...others, ...named] : [...named, ...others];
}

function toThings(
  { things, homes }: SubjectQuestion,
  fits: (text: string) => boolean,
  first: string,
): readonly SubjectOption[] {
  const rank = ({ name }: HomeThing): number => (name.toLowerCase().startsWith(first) ? 0 : 1);
  return things
    .filter(({ name, area, entity }) => fits(`${name} ${area} ${entity}`))
    .toSorted((a, b) => rank(a) - rank(b))
    .slice(0, MAX_THINGS)
    .map((thing) => {
      const { entity, name, area, serverId } = thing;
      const picks = pickThings({ entities: [entity] }, [thing]);
      const detail = [area, homes.get(serverId) ?? '', entity].filter((text) => text !== '').join(' · ');
      return { group: 'Things', words: name, detail, picks, serverId };
    });
}

function toEvents({ types }: SubjectQuestion, fits: (text: string) => boolean): readonly SubjectOption[] {
  const known = new Set(HAPPENINGS.map(({ pick }) => pick.type));
  const others = types.filter((type) => type !== 'state_changed' && !known.has(type));
  return [
    ...HAPPENINGS.filter(({ words, also = '', pick }) => fits(`${words} ${also} ${pick.type}`)).map(
      ({ words, pick }): SubjectOption => {
        return { group: 'Events', words, detail: pick.type, picks: pick, serverId: null };
      },
    ),
    ...others.filter(fits).map((type): SubjectOption => {
      const picks: Picks = { kind: 'event', type, entities: [], fields: [] };
      return { group: 'Events', words: `${type} happens`, detail: '', picks, serverId: null };
    }),
  ];
}
