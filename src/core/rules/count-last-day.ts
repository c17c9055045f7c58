import { subjectOf } from '../events/subject.ts';
import type { History, StoredEvent } from '../history/history.ts';
import { readMatches } from '../history/read-matches.ts';
import type { QueryNode } from '../query/ast.ts';
import { parseQuery } from '../query/parse-query.ts';
import { toAnd } from '../query/query-nodes.ts';
import { decodeMessage } from '../events/decode.ts';
import { createKnownStates } from './known-states.ts';
import { createRuleMatcher } from './match-rule.ts';
import type { RuleCount } from './refuse-rule.ts';
import type { Rule } from './rule.ts';

const DAY_MS = 86_400_000;
/** A rule with more matches in a day is refused, so that no more need to be looked at. */
const MAX_MATCHES = 5_000;

export interface CountOptions {
  readonly history: Pick<History, 'search' | 'histogram'>;
  readonly serverNames: ReadonlyMap<string, string>;
  /** Epoch ms. */
  readonly now: number;
  readonly signal: AbortSignal;
}

/** How often a rule would have told in the last 24 hours, by its own code, on the events that are kept of them. */
export async function countLastDay(rule: Rule, options: CountOptions): Promise<RuleCount | null> {
  const { history, serverNames, now, signal } = options;
  const parsed = parseQuery(rule.query, { now });
  if (!parsed.ok) return null;
  const day = lastDay(rule, now);
  const search = history.search(toAnd([...day, parsed.root]), Number.MAX_SAFE_INTEGER);
  const counter = createCounter({ ...rule, enabled: true }, serverNames);
  let events = 0;
  try {
    const matches = readMatches(search, { limit: MAX_MATCHES + 1, reverse: false, signal });
    for await (const page of matches.pages) {
      events += page.length;
      for (const event of page) counter.take(event);
    }
  } finally {
    search.close();
  }
  if (signal.aborted) return null;
  const all = await history.histogram({ query: toAnd(day), from: now - DAY_MS, to: now, buckets: 1 });
  return { ...counter.counts, isMore: events > MAX_MATCHES, total: all.total };
}

/** Events of the server that the rule is about, of the last day. */
function lastDay({ server }: Rule, now: number): readonly QueryNode[] {
  const is = (value: string) => ({ kind: 'is', value }) as const;
  const time: QueryNode = { kind: 'time', from: now - DAY_MS, to: null };
  const events: QueryNode = { kind: 'facet', facet: 'kind', test: is('event') };
  return server === undefined
    ? [time, events]
    : [time, events, { kind: 'facet', facet: 'server', test: is(server.toLowerCase()) }];
}

function createCounter(rule: Rule, serverNames: ReadonlyMap<string, string>) {
  const matcher = createRuleMatcher([rule], { serverNames });
  const states = createKnownStates();
  /** Epoch ms of the last alert about a thing. */
  const lastAt = new Map<string, number>();
  const counts = { matches: 0, alerts: 0 };
  return {
    /** Oldest first. */
    take({ seq, serverId, raw, row }: StoredEvent): void {
      const decoded = decodeMessage(raw);
      if (decoded.kind !== 'event') return;
      const { event } = decoded;
      const step = states.note(event, serverId);
      if (matcher.match({ event, seq, serverId, recovered: false, step }) === null) return;
      counts.matches += 1;
      const thing = `${event.event_type}\n${serverId}\n${subjectOf(event)}`;
      if (row.at - (lastAt.get(thing) ?? -Infinity) < rule.cooldownMs) return;
      lastAt.set(thing, row.at);
      counts.alerts += 1;
    },
    counts,
  };
}
