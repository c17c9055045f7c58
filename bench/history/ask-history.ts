import { existsSync, readFileSync } from 'node:fs';
import { DEFAULT_REDACTION } from '../../src/core/redaction/default-rules.ts';
import { parseQuery } from '../../src/core/query/parse-query.ts';
import { toViewQuery } from '../../src/core/query/to-view-query.ts';
import type { QueryNode } from '../../src/core/query/ast.ts';
import { openHistory } from '../../src/history/worker/history-client.ts';
import { systemClock } from '../../src/node/system-clock.ts';

const PAGE_ROWS = 100;
const ALL = Number.MAX_SAFE_INTEGER;

/** What is asked, with what is to be shown of it: a page, all matches, or both. */
const QUERIES = [
  '',
  'type:state_changed',
  'type:mobile_app_notification_action',
  'entity:light.hall',
  'domain:light',
  'entity:light.*',
  'entity:/hall|desk/',
  'to:unavailable',
  'service:light.turn_on',
  '-type:state_changed',
  'type:call_service domain:light',
  'type:call_service to:on',
  'since:30d type:automation_triggered',
  'temperatur',
  'hall ligh',
  'snowman',
  'entity:nothing.here',
  'data.new_state.attributes.brightness:>200',
  '"front door"',
  'to:>20',
];

const STATUS_FILE = '/proc/self/status';

/** Arguments: worker, database, rounds. Prints milliseconds of each answer, over the line to the worker. */
const [, , workerPath = '', file = '', rounds = '5'] = process.argv;
const limits = { keep: true, maxBytes: 8 * 1_073_741_824, maxAgeMs: ALL };
const memoryBefore = settledMemory();
const openedMs = performance.now();
const { history } = await openHistory({
  workerPath,
  file,
  settings: { ...limits, redaction: DEFAULT_REDACTION },
  clock: systemClock,
});
const openMs = performance.now() - openedMs;
const firstPageMs = await time(() => readPage(toNode('')));
const memoryOpen = settledMemory();

const pages: Record<string, number[]> = {};
const alls: Record<string, number[]> = {};
const counts: Record<string, number> = {};
const others: Record<string, number[]> = {};

/** MB of all that the process has in memory, and of that what is its own: Linux counts pages of Node's program, too. */
function settledMemory(): { readonly all: number; readonly own: number } {
  globalThis.gc?.();
  const all = process.memoryUsage.rss() / 1e6;
  const status = existsSync(STATUS_FILE) ? readFileSync(STATUS_FILE, 'utf8') : '';
  const [, ownKib] = /^RssAnon:\s+(\d+) kB$/m.exec(status) ?? [];
  return { all, own: ownKib === undefined ? all : (Number(ownKib) * 1_024) / 1e6 };
}

function toNode(text: string): QueryNode {
  const parsed = parseQuery(text, { now: Date.now() });
  if (!parsed.ok) throw new Error(`${text}: ${parsed.error.message}`);
  return toViewQuery(parsed.root);
}

async function time(work: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now();
  await work();
  return performance.now() - startedMs;
}

async function readPage(query: QueryNode): Promise<void> {
  const search = history.search(query, ALL);
  await search.rows(0, PAGE_ROWS);
  search.close();
}

async function countAll(query: QueryNode, text: string): Promise<void> {
  const search = history.search(query, ALL);
  if (!search.progress().complete) {
    await new Promise<void>((resolve) => search.onProgress(({ complete }) => complete && resolve()));
  }
  counts[text] = search.progress().count;
  search.close();
}

async function note(
  into: Record<string, number[]>,
  name: string,
  work: () => Promise<unknown>,
): Promise<void> {
  (into[name] ??= []).push(await time(work));
}

for (let round = 0; round < Number(rounds); round += 1) {
  for (const text of QUERIES) {
    const query = toNode(text);
    await note(pages, text, () => readPage(query));
    const isRead = text.startsWith('data.') || text.startsWith('"') || text.startsWith('to:>');
    if (!isRead || round === 0) await note(alls, text, () => countAll(query, text));
  }
  const request = { query: { kind: 'everything' } as const, from: null, to: null, buckets: 200 };
  await note(others, 'histogram of everything, 200 buckets', () => history.histogram(request));
  await note(others, 'histogram of `domain:light`', () =>
    history.histogram({ ...request, query: toNode('domain:light') }),
  );
  await note(others, 'busiest and silent entities of everything', () =>
    history.busiest({ from: 0, to: ALL, limit: 10 }),
  );
  await note(others, 'completion of `entity:li`', () => history.values('entity', 'li', 20));
  const search = history.search({ kind: 'everything' }, ALL);
  const rowsThere = history.status().events;
  const [row] = await search.rows(Math.floor(rowsThere * ((round + 0.5) / Number(rounds))), 1);
  const seq = row?.seq ?? 0;
  await note(others, 'one event by its number', () => history.readEvent(seq));
  const event = JSON.parse((await history.readEvent(seq))?.raw ?? '{}') as { context?: { id?: string } };
  await note(others, 'everything with one context', () => history.byContext([event.context?.id ?? ''], 100));
  await note(others, 'completion of `to:o`', () => history.values('to', 'o', 20));
  await note(others, 'a page in the middle of everything', () =>
    search.rows(Math.floor((rowsThere * (round + 0.3)) / Number(rounds)), PAGE_ROWS),
  );
  search.close();
}
const memoryAsked = settledMemory();
await history.close();
process.stdout.write(
  `${JSON.stringify({ openMs, firstPageMs, memory: [memoryBefore, memoryOpen, memoryAsked], pages, alls, counts, others })}\n`,
);
