import { PLAIN_RULE } from '../../src/core/rules/rule-choices.ts';
import type { Rule } from '../../src/core/rules/rule.ts';
import { DEFAULT_REDACTION } from '../../src/core/redaction/default-rules.ts';
import { DEFAULT_SETTINGS } from '../../src/core/settings/settings.ts';
import { openHistory } from '../../src/history/worker/history-client.ts';
import { createRuleTrials } from '../../src/main/notifications/rule-trials.ts';
import { systemClock } from '../../src/node/system-clock.ts';

/** Milliseconds until something is shown and until all is checked, candidates a second, and the longest turn meanwhile. */
export interface Tried {
  readonly name: string;
  readonly firstMs: number;
  readonly wholeMs: number;
  readonly candidates: number;
  readonly lagMs: number;
}

const RULES: readonly (Pick<Rule, 'name' | 'query'> & Partial<Rule>)[] = [
  { name: 'one thing', query: 'entity:light.hall to:off' },
  {
    name: 'one thing, for 10 minutes',
    query: 'entity:light.hall to:on',
    timing: { kind: 'for', ms: 600_000 },
  },
  {
    name: 'any light, while everybody is away',
    query: 'domain:light to:on',
    onlyIf: [{ kind: 'everybody-away' }],
  },
  {
    name: 'anything unavailable for 10 minutes',
    query: 'to:unavailable',
    timing: { kind: 'for', ms: 600_000 },
  },
  { name: 'any number above 90', query: 'class:temperature to:>90' },
];

/** Arguments: worker, database. Tries rules as the form does, as if now were the newest event. */
const [, , workerPath = '', file = ''] = process.argv;
const { history } = await openHistory({
  workerPath,
  file,
  settings: {
    ...{ keep: true, maxBytes: 8 * 1_073_741_824, maxAgeMs: Number.MAX_SAFE_INTEGER },
    redaction: DEFAULT_REDACTION,
  },
  clock: systemClock,
});
const newest = history.search({ kind: 'everything' }, Number.MAX_SAFE_INTEGER);
const [row] = await newest.rows(0, 1);
newest.close();
const newestAt = (row?.at ?? 0) + 1;
let candidates = 0;
const counting: typeof history.search = (query, below) => {
  const search = history.search(query, below);
  const events: typeof search.events = async (from, count) => {
    const page = await search.events(from, count);
    candidates += page.length;
    return page;
  };
  return { ...search, events };
};
const trials = createRuleTrials(
  {
    history: {
      search: counting,
      histogram: (request) => history.histogram(request),
      values: (facet, prefix, limit) => history.values(facet, prefix, limit),
      currentStates: (serverId) => history.currentStates(serverId),
      connectionSpans: (before, limit) => history.connectionSpans(before, limit),
    },
    settings: { current: () => DEFAULT_SETTINGS },
    queryContext: () => ({ serverNames: new Map([['home', 'Home']]), registries: new Map() }),
  },
  { ...systemClock, now: () => newestAt },
);

async function tryRule(rule: Rule): Promise<Tried> {
  candidates = 0;
  let lagMs = 0;
  let beat = performance.now();
  const stop = systemClock.every(1, () => {
    lagMs = Math.max(lagMs, performance.now() - beat);
    beat = performance.now();
  });
  const startedMs = performance.now();
  let firstMs: number | null = null;
  for (;;) {
    const found = await trials.look(rule, 7);
    if (found === null) throw new Error(`${rule.name} can't be tried.`);
    if (found.matches > 0 || found.checkedUntil === null) firstMs ??= performance.now() - startedMs;
    if (found.checkedUntil === null) break;
  }
  stop();
  return {
    name: rule.name,
    firstMs: firstMs ?? 0,
    wholeMs: performance.now() - startedMs,
    candidates,
    lagMs,
  };
}

const tried: Tried[] = [];
for (const [i, rule] of RULES.entries()) {
  tried.push(await tryRule({ id: String(i), enabled: true, cooldownMs: 10_000, ...PLAIN_RULE, ...rule }));
}
await history.close();
process.stdout.write(`${JSON.stringify({ tried })}\n`);
// A result is kept for some minutes, by a timer.
process.exit(0);
