import { decodeMessage } from '../events/decode.ts';
import { toStateChange } from '../events/state-change.ts';
import type { History, StoredEvent } from '../history/history.ts';
import { readMatches } from '../history/read-matches.ts';
import { keyAt, timeOfKey } from '../log/keys.ts';
import type { QueryNode } from '../query/ast.ts';
import type { QueryContext } from '../query/item.ts';
import { parseQuery } from '../query/parse-query.ts';
import { toAnd, toOr } from '../query/query-nodes.ts';
import { DEFAULT_REDACTION, type RedactionRules } from '../redaction/default-rules.ts';
import { createRedactor } from '../redaction/redact.ts';
import { candidatesOf, changesOfThings, entitiesOfClass, watchedBy } from './candidates.ts';
import { toWordsContext } from './due-words.ts';
import { createEngine, type Decision } from './engine.ts';
import type { RuleCount } from './refuse-rule.ts';
import type { Rule } from './rule.ts';
import { toNotification, type Notification } from './wording.ts';

const DAY_MS = 86_400_000;
/** For a person who looks on. A rule with more matches is refused. The newest alerts are returned with their text. */
export const TRIAL_LIMITS: ReplayLimits = { matches: 5_000, told: 50 };
/** So much of the history is searched at once: what is found in it is shown before the rest is searched. */
const SLICE_MS = 6 * 3_600_000;
const EVENTS: QueryNode = { kind: 'facet', facet: 'kind', test: { kind: 'is', value: 'event' } };
/** Most periods of connections that are read: a week with one each hour. */
const MAX_SPANS = 500;

/** At most so many of each; `Infinity` for all. */
interface ReplayLimits {
  readonly matches: number;
  readonly told: number;
}

export interface ReplayOptions extends QueryContext {
  readonly history: Pick<History, 'search' | 'currentStates' | 'values' | 'connectionSpans'>;
  /** Epoch ms; from the first on, until the second. */
  readonly from: number;
  readonly now: number;
  readonly limits: ReplayLimits;
  readonly signal: AbortSignal;
  /** Gets what was found until now, again and again. */
  readonly onSoFar?: (soFar: Replay) => void;
}

/** What a rule would have told of stored events. */
export interface Replay {
  readonly matches: number;
  readonly alerts: number;
  /** The newest ones, newest first, and when each would have been told, epoch ms. */
  readonly told: readonly { readonly decision: Decision; readonly at: number }[];
  /** There are more matches than the limit, after which nothing was looked at. */
  readonly isFlood: boolean;
  readonly unwatched: readonly Unwatched[];
  /** Epoch ms up to which the events were checked; `null` when all were. */
  readonly checkedUntil: number | null;
}

export interface BackTestOptions extends Omit<ReplayOptions, 'from' | 'limits' | 'onSoFar'> {
  readonly history: Pick<History, 'search' | 'histogram' | 'currentStates' | 'values' | 'connectionSpans'>;
  readonly days: 1 | 7;
  /** The present rules: what is kept may be older than they are. */
  readonly redaction?: RedactionRules;
}

/** One notification that would have been shown. */
interface ToldThen extends Notification {
  /** Epoch ms. */
  readonly at: number;
  readonly seq: number | null;
  readonly level: Rule['level'];
}

/** A time without a connection to a server, epoch ms. */
interface Unwatched {
  readonly serverId: string;
  readonly from: number;
  readonly to: number;
}

/** The notifications a rule would have raised in the last days. */
export interface BackTest extends RuleCount {
  /** The newest ones, newest first. */
  readonly told: readonly ToldThen[];
  /** Oldest first. */
  readonly unwatched: readonly Unwatched[];
}

/** What a rule would have told in the last days, in words, as far as it was checked. */
export async function backTest(rule: Rule, options: BackTestOptions): Promise<BackTest | null> {
  const from = options.now - options.days * DAY_MS;
  const replay = await replayRule(rule, { ...options, from, limits: TRIAL_LIMITS });
  return replay === null ? null : toBackTest(replay, await countEvents(rule, from, options), options);
}

/** All events since `from` that a rule can be about: those of its server. */
export async function countEvents(
  rule: Rule,
  from: number,
  { history, now }: Pick<BackTestOptions, 'history' | 'now'>,
): Promise<number> {
  const query = toAnd([EVENTS, ...ofServer(rule)]);
  const all = await history.histogram({ query, from, to: now + 1, buckets: 1 });
  return all.total;
}

/** How often a rule would have told, of `total` events. */
export function toCount({ matches, alerts, isFlood, checkedUntil }: Replay, total: number): RuleCount {
  return { matches, alerts, isMore: isFlood, total, checkedUntil };
}

/** The words of what a rule would have told. */
export function toBackTest(
  replay: Replay,
  total: number,
  options: QueryContext & Pick<BackTestOptions, 'redaction'>,
): BackTest {
  const redact = createRedactor(options.redaction ?? DEFAULT_REDACTION);
  return {
    ...toCount(replay, total),
    unwatched: replay.unwatched,
    told: replay.told.map(({ decision, at }) => {
      const words = toNotification(decision, toWordsContext(decision.serverId, options, redact));
      return { ...words, at, seq: decision.seq, level: decision.level };
    }),
  };
}

/**
 * Runs a rule over stored events, with the same code as live, on a clock set by their keys. `null` for an invalid query, and
 * when the signal aborts. The past state of this computer is unknown: a condition about it holds.
 */
export async function replayRule(rule: Rule, options: ReplayOptions): Promise<Replay | null> {
  const { now, limits, signal, onSoFar } = options;
  const parsed = parseQuery(rule.query, { now });
  if (!parsed.ok) return null;
  const watched = watchedBy(rule);
  const entities = await entitiesOfClass(parsed.root, options.history, options);
  const candidates = toAnd([
    ...ofServer(rule),
    ...(entities === null ? [] : [entities]),
    candidatesOf(rule, parsed.root),
  ]);
  const unwatched = await readUnwatched(rule, options);
  const run = createRun(asIfOn(rule), options);
  const atStart = watched === null ? [] : [watched];
  // What has been silent since before this time was there at its start.
  if (rule.timing.kind === 'silent') atStart.push(changesOfThings(parsed.root));
  await run.begin(atStart.length === 0 ? null : toOr(atStart), unwatched);
  // A thing that should never fall silent may say as much as it likes.
  const isFlood = (): boolean => run.matches() > limits.matches && rule.timing.kind !== 'silent';
  const soFar = (checkedUntil: number | null): Replay => {
    return { ...run.found(), isFlood: isFlood(), unwatched, checkedUntil };
  };
  const query = watched === null ? candidates : toOr([candidates, watched]);
  await readEvents(query, options, (page) => {
    for (const event of page) {
      run.take(event);
      if (isFlood()) return false;
    }
    const newest = page.at(-1);
    if (newest !== undefined) onSoFar?.(soFar(timeOfKey(newest.seq)));
    return true;
  });
  if (signal.aborted) return null;
  run.end(now);
  return soFar(null);
}

function ofServer({ server }: Rule): readonly QueryNode[] {
  return server === undefined
    ? []
    : [{ kind: 'facet', facet: 'server', test: { kind: 'is', value: server.toLowerCase() } }];
}

/** Also one that is off, or waits for the consent of its owner. */
function asIfOn(rule: Rule): Rule {
  const on = { ...rule, enabled: true };
  delete on.unconfirmed;
  return on;
}

/** Page by page, oldest first, until `take` says no. */
async function readEvents(
  query: QueryNode,
  { history, signal, from, now }: ReplayOptions,
  take: (page: readonly StoredEvent[]) => boolean,
): Promise<void> {
  for (let start = from; start < now && !signal.aborted; start += SLICE_MS) {
    const end = start + SLICE_MS;
    const to = end >= now ? Number.MAX_SAFE_INTEGER : keyAt(end) - 1;
    const keys: QueryNode = { kind: 'seq', from: keyAt(start), to };
    const search = history.search(toAnd([keys, EVENTS, query]), Number.MAX_SAFE_INTEGER);
    try {
      const { pages } = readMatches(search, { limit: null, reverse: false, signal });
      for await (const page of pages) if (!take(page)) return;
    } finally {
      search.close();
    }
  }
}

/** Only this rule, on a clock set by its events. */
function createRun(rule: Rule, options: ReplayOptions) {
  const { history, serverNames, from, now, limits } = options;
  const engine = createEngine();
  let links: readonly { readonly at: number; readonly serverId: string; readonly isLive: boolean }[] = [];
  let alerts = 0;
  let told: { readonly decision: Decision; readonly at: number }[] = [];

  function note(decisions: readonly Decision[]): void {
    for (const decision of decisions) {
      if (decision.verdict !== 'tell') continue;
      alerts += 1;
      told.push({ decision, at: decision.at });
      // Keeps up to twice as many before it drops the older half, so that each is moved at most once.
      if (told.length > limits.told * 2) told = told.slice(-limits.told);
    }
  }

  const moment = (at: number) => ({ t: at, at, computer: null }) as const;

  /** Periods of connections before a moment. */
  function moveLinks(to: number): void {
    const due = links.filter(({ at }) => at <= to);
    links = links.slice(due.length);
    for (const { at, serverId, isLive } of due) note(engine.link(serverId, isLive, moment(at)));
  }

  return {
    /** @param watched changes of the entities whose state at the start is asked for */
    async begin(watched: QueryNode | null, unwatched: readonly Unwatched[]): Promise<void> {
      engine.follow([rule], options);
      links = unwatched
        .flatMap(({ serverId, from: at, to }) => [
          { at, serverId, isLive: false },
          ...(to < now ? [{ at: to, serverId, isLive: true }] : []),
        ])
        .sort((a, b) => a.at - b.at);
      if (watched === null) return;
      const states = await history.currentStates(null);
      // The state before the first change in these days, or the present one if there was no change.
      const before = new Map(states.map((state) => [`${state.serverId}\n${state.entity}`, state]));
      const seen = new Set<string>();
      await readEvents(watched, options, (page) => {
        for (const { raw, serverId } of page) {
          const decoded = decodeMessage(raw);
          const change = decoded.kind === 'event' ? toStateChange(decoded.event) : null;
          const key = `${serverId}\n${change?.entityId ?? ''}`;
          if (change === null || seen.has(key)) continue;
          seen.add(key);
          if (change.before === null) before.delete(key);
          else before.set(key, { ...change.before, serverId, entity: change.entityId });
        }
        return true;
      });
      engine.rememberStates([...before.values()].filter(({ entity }) => engine.isAsked(entity)));
      if (rule.timing.kind !== 'silent') return;
      for (const serverId of serverNames.keys()) {
        const things = [...before.values()]
          .filter((state) => state.serverId === serverId)
          .map((state) => ({ ...state, changedMs: 0, toldMs: 0 }));
        note(engine.takeStates(serverId, things, false, moment(from)));
      }
    },
    take({ seq, serverId, raw }: StoredEvent): void {
      const at = timeOfKey(seq);
      moveLinks(at);
      const decoded = decodeMessage(raw);
      if (decoded.kind === 'event') note(engine.take({ event: decoded.event, seq, serverId }, moment(at)));
    },
    /** The time goes on to `to` without another event. */
    end(to: number): void {
      moveLinks(to);
      note(engine.due(moment(to)));
    },
    matches: () => engine.matches(),
    found: () => ({ matches: engine.matches(), alerts, told: told.slice(-limits.told).toReversed() }),
  };
}

/** The times without a connection to the rule's server, or to any server. */
async function readUnwatched(
  rule: Rule,
  { history, serverNames, from, now }: ReplayOptions,
): Promise<readonly Unwatched[]> {
  const spans = await history.connectionSpans(now, MAX_SPANS);
  const servers = [...serverNames.keys()].filter((id) => rule.server === undefined || rule.server === id);
  const unwatched = servers.flatMap((serverId) => {
    const live = spans
      .filter((span) => span.serverId === serverId && span.kind === 'live')
      .map((span) => ({ from: span.from, to: span.to ?? now }))
      .sort((a, b) => a.from - b.from);
    const starts = [from, ...live.map(({ to }) => Math.max(from, to))];
    const ends = [...live.map((span) => Math.max(from, span.from)), now];
    return starts.map((start, i) => ({ serverId, from: start, to: ends[i] ?? now }));
  });
  return unwatched.filter((each) => each.to > each.from).sort((a, b) => a.from - b.from);
}
