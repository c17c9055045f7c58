import { median, toMarkdown } from '../stream/tables.mjs';

/** @typedef {{ eventsPerSecond: number, cpuMicros: number, bytesPerEvent: number, appendMicros?: number }} Fill */
/**
 * @typedef {{
 *   openMs: number, firstPageMs: number, memory: readonly { all: number, own: number }[],
 *   pages: Record<string, number[]>, alls: Record<string, number[]>, counts: Record<string, number>,
 *   others: Record<string, number[]>,
 * }} Answers
 */

/** What a page and a count of each query may take, in ms; `null` for no goal. @type {Record<string, readonly [number, number | null]>} */
const GOALS = {
  'type:call_service to:on': [50, 150],
  temperatur: [25, 150],
  'hall ligh': [120, 150],
  'data.new_state.attributes.brightness:>200': [20, null],
  '"front door"': [20, null],
  'to:>20': [20, null],
};
/** @type {readonly [number, number]} */
const FACET_GOAL = [5, 150];
const OPENING = 'opening, with the thread that has the database';
/** @type {Record<string, number>} */
const OTHER_GOALS = {
  [OPENING]: 150,
  'histogram of everything, 200 buckets': 50,
  'histogram of `domain:light`': 300,
  'a page in the middle of everything': 20,
};

/** @param {number | null | undefined} goal @param {number} value */
function toVerdict(goal, value) {
  if (goal === null || goal === undefined) return '';
  return value <= goal ? String(goal) : `${String(goal)}, missed`;
}

/** @param {readonly number[]} values @param {number} digits */
function spread(values, digits) {
  if (values.length === 0) return '';
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return `${median(values).toFixed(digits)} (${least.toFixed(digits)} to ${most.toFixed(digits)})`;
}

/**
 * @param {{ history: readonly Fill[], plain: readonly Fill[] }} fills
 * @param {number} meanBytes
 */
export function toFillTable({ history, plain }, meanBytes) {
  const row = (/** @type {string} */ name, /** @type {readonly Fill[]} */ rounds) => [
    name,
    spread(
      rounds.map(({ eventsPerSecond }) => eventsPerSecond / 1e3),
      1,
    ),
    spread(
      rounds.map(({ cpuMicros }) => cpuMicros),
      1,
    ),
    spread(
      rounds.flatMap(({ appendMicros }) => appendMicros ?? []),
      2,
    ),
    spread(
      rounds.map(({ bytesPerEvent }) => bytesPerEvent),
      0,
    ),
  ];
  return toMarkdown([
    ['store', 'thousand events/s', 'CPU us/event', 'of it appending', 'bytes/event on disk'],
    row('history: parsed, redacted, indexed, deflated', history),
    row('bare SQLite insert of the text', plain),
    ['NDJSON file', '', '', '', (meanBytes + 1).toFixed(0)],
  ]);
}

/** @param {Answers} answers @param {Record<string, number[]>} plainMs @param {Record<string, number[]>} grepMs */
export function toAnswerTables(answers, plainMs, grepMs) {
  const { openMs, firstPageMs, pages, alls, counts, others } = answers;
  const queries = Object.keys(pages).map((text) => [
    text === '' ? 'everything' : `\`${text.replaceAll('|', '\\|')}\``,
    spread(pages[text] ?? [], 1),
    toVerdict((GOALS[text] ?? FACET_GOAL)[0], median(pages[text] ?? [])),
    spread(alls[text] ?? [], 0),
    toVerdict((GOALS[text] ?? FACET_GOAL)[1], median(alls[text] ?? [])),
    (counts[text] ?? 0).toLocaleString('en'),
    spread(plainMs[text] ?? [], 1),
    spread(grepMs[text] ?? [], 0),
  ]);
  return [
    toMarkdown([
      ['query', 'page, ms', 'goal', 'all, ms', 'goal', 'matches', 'plain SQL, page, ms', 'ripgrep, ms'],
      ...queries,
    ]),
    toMarkdown([
      ['question', 'ms', 'goal'],
      [OPENING, openMs.toFixed(0), toVerdict(OTHER_GOALS[OPENING], openMs)],
      ['the first page of all after that', firstPageMs.toFixed(1), ''],
      ...Object.entries(others).map(([name, ms]) => [
        name,
        spread(ms, 1),
        toVerdict(OTHER_GOALS[name], median(ms)),
      ]),
    ]),
  ];
}

/**
 * What each history added to its process, and by how much the larger one added more.
 *
 * @param {{ few: number, all: number }} counts
 * @param {Answers['memory']} few
 * @param {Answers['memory']} all
 */
export function toMemoryTable(counts, few, all) {
  const added = (/** @type {Answers['memory']} */ memory) =>
    memory.slice(1).map((step) => ({
      all: step.all - (memory[0]?.all ?? 0),
      own: step.own - (memory[0]?.own ?? 0),
    }));
  const row = (/** @type {string} */ name, /** @type {Answers['memory']} */ steps) => [
    name,
    ...steps.map((step) => `${step.all.toFixed(0)} (own ${step.own.toFixed(0)})`),
  ];
  const [fewAdded, allAdded] = [added(few), added(all)];
  const more = allAdded.map((step, at) => ({
    all: step.all - (fewAdded[at]?.all ?? 0),
    own: step.own - (fewAdded[at]?.own ?? 0),
  }));
  const title = (/** @type {number} */ count) => `a history of ${count.toLocaleString('en')} events adds`;
  return toMarkdown([
    ['', 'open, first page read', 'after all questions'],
    row(title(counts.few), fewAdded),
    row(title(counts.all), allAdded),
    row('so the events cost', more),
  ]);
}

/** @param {readonly import('./try-rules.ts').Tried[]} tried */
export function toTrialTable(tried) {
  return toMarkdown([
    ['Rule', 'First, ms', 'All, ms', 'Candidates', 'Candidates a second', 'Longest turn, ms'],
    ...tried.map(({ name, firstMs, wholeMs, candidates, lagMs }) => [
      name,
      firstMs.toFixed(0),
      wholeMs.toFixed(0),
      candidates.toLocaleString('en'),
      Math.round((candidates / wholeMs) * 1_000).toLocaleString('en'),
      lagMs.toFixed(0),
    ]),
  ]);
}
