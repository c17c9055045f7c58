import { parseQuery } from '../query/parse-query.ts';
import { leavesOf } from '../query/query-nodes.ts';
import { isOfKind, type HomeThing } from './home-things.ts';
import { KINDS, thingsOf } from './pick-words.ts';
import { readPicks, type Within } from './rule-picks.ts';
import type { Rule } from './rule.ts';
import { suggestStarters, type Starter } from './starters.ts';
import { placesOf } from './subject-options.ts';

/** What the forms and lists of rules know of the homes: never all their things. */
export interface HomeFacts {
  /** Those that were asked for, cameras, and some of each kind, so that what a kind usually does can be said. */
  readonly things: readonly HomeThing[];
  readonly places: readonly Within[];
  /** Rules for what the homes have. */
  readonly starters: readonly Starter[];
}

/** What is asked: things by their ids, and those that a query is about. */
export interface HomeQuestion {
  readonly entities: readonly string[];
  readonly query: string;
  /** Id of one home; `null` for all. */
  readonly server: string | null;
}

const MAX_MEANT = 200;
const MAX_SAMPLES = 3;
const MAX_PLACES = 600;
/** What can be shown with an alert. */
const PICTURED = /^(?:camera|image)\./;
const MAX_PICTURES = 100;
/** Most things that can be asked for by their ids. */
export const MAX_ASKED = 1_000;

export function toHomeFacts(all: readonly HomeThing[], { entities, query, server }: HomeQuestion): HomeFacts {
  const ours = server === null ? all : all.filter(({ serverId }) => serverId === server);
  const wanted = new Set(entities);
  const picks = readPicks(query);
  const meant =
    picks?.kind === 'things' && query !== '' ? thingsOf(picks.things, ours).slice(0, MAX_MEANT) : [];
  const samples = KINDS.flatMap(({ domain, classes }) =>
    ours.filter((thing) => isOfKind(thing, domain, classes)).slice(0, MAX_SAMPLES),
  );
  const pictures = ours.filter(({ entity }) => PICTURED.test(entity)).slice(0, MAX_PICTURES);
  return {
    things: [
      ...new Set([...ours.filter(({ entity }) => wanted.has(entity)), ...meant, ...samples, ...pictures]),
    ],
    places: placesOf(ours).slice(0, MAX_PLACES),
    starters: suggestStarters(ours),
  };
}

/** The ids of all things that a rule names. */
export function entitiesIn({ query, onlyIf, shows, does = [] }: Rule): readonly string[] {
  const parsed = parseQuery(query, { now: 0 });
  const named = parsed.ok
    ? leavesOf(parsed.root).flatMap((leaf) =>
        leaf.kind === 'facet' && leaf.facet === 'entity' && leaf.test.kind === 'is' ? [leaf.test.value] : [],
      )
    : [];
  const asked = onlyIf.flatMap((each) => (each.kind === 'state' ? [each.entity] : []));
  const called = does.map(({ target }) => target);
  return [...named, ...asked, ...[shows, ...called].filter((each) => each !== undefined)];
}
