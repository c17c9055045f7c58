import { readStandardStream } from '../../fuzz/oracles/standard-stream.ts';
import { CHUNKINGS } from '../../support/cut-bytes.ts';
import { readBareEventSource } from './bare-event-source.ts';
import type { BehaviourCase, LeftOutCase } from './behaviour-case.ts';
import { BORDER_STREAMS } from './border-streams.ts';
import { CONTRACT_BEHAVIOURS, CONTRACT_LEFT_OUT } from './contract-behaviours.ts';
import { CONTRACT_STREAMS } from './contract-streams.ts';
import { toBytes, type StreamVector } from './stream-vector.ts';
import { WEB_PLATFORM_BEHAVIOURS, WEB_PLATFORM_LEFT_OUT } from './web-platform-behaviours.ts';
import { WEB_PLATFORM_STREAMS } from './web-platform-streams.ts';

/** The text of `docs/conformance.md`, from the tables that the tests run. */
export async function describeConformance(eventSourceVersion: string): Promise<string> {
  const suites = [
    {
      title: 'web-platform-tests, `eventsource/`',
      source: 'https://github.com/web-platform-tests/wpt/tree/master/eventsource',
      streams: WEB_PLATFORM_STREAMS,
      behaviours: WEB_PLATFORM_BEHAVIOURS,
      leftOut: WEB_PLATFORM_LEFT_OUT,
    },
    {
      title: "LaunchDarkly's sse-contract-tests",
      source: 'https://github.com/launchdarkly/sse-contract-tests',
      streams: CONTRACT_STREAMS,
      behaviours: CONTRACT_BEHAVIOURS,
      leftOut: CONTRACT_LEFT_OUT,
    },
    { title: 'Streams of our own', source: null, streams: BORDER_STREAMS, behaviours: [], leftOut: [] },
  ];
  const reasons = numberReasons();
  const sections: string[] = [];
  for (const { title, source, streams, behaviours, leftOut } of suites) {
    sections.push(
      `## ${title}`,
      ...(source === null ? [] : [`The names are those of <${source}>.`]),
      await streamTable(streams, reasons),
      ...(behaviours.length === 0 ? [] : [behaviourTable(behaviours, reasons), leftOutList(leftOut)]),
    );
  }
  const notes = [...reasons].map(([why, number]) => `${String(number)}. ${why}`).join('\n');
  return [introduction(eventSourceVersion), '## Different on purpose', notes, ...sections].join('\n\n');
}

const STREAMS = [...WEB_PLATFORM_STREAMS, ...CONTRACT_STREAMS, ...BORDER_STREAMS];
const CASES = [...STREAMS, ...WEB_PLATFORM_BEHAVIOURS, ...CONTRACT_BEHAVIOURS];

/** Each reason once, in the order of the tables. */
function numberReasons(): ReadonlyMap<string, number> {
  const whys = CASES.flatMap(({ differs }) => (differs === undefined ? [] : [differs]));
  return new Map([...new Set(whys)].map((why, index) => [why, index + 1]));
}

function describeOurs(
  { differs }: { readonly differs?: string },
  reasons: ReadonlyMap<string, number>,
): string {
  return differs === undefined ? 'the same' : `different (${String(reasons.get(differs))})`;
}

function introduction(eventSourceVersion: string): string {
  const differing = CASES.filter(({ differs }) => differs !== undefined).length;
  return `# Conformance

How Porchlight reads an event stream, compared with the
[HTML standard](https://html.spec.whatwg.org/multipage/server-sent-events.html) and two public test suites. The cases
are rewritten in \`test/core/conformance/\` and keep the names of their suites. A test generates this page from the tables
it runs and fails if the page differs (\`npx vitest run --project unit conformance -u\` writes the page).

${String(CASES.length)} cases: ${String(CASES.length - differing)} as the suites require, ${String(differing)} different on purpose, for
the reasons below. Each of the ${String(STREAMS.length)} streams runs through the whole path from the bytes of a socket
to the text of a message (\`runAttempt\`), cut in ${String(CHUNKINGS.length)} ways: ${CHUNKINGS.map(({ name }) => name).join(', ')}. What
the standard requires is asserted twice: by hand in the table, and by a slow parser that follows the standard's
text line by line and shares no code with the monitor.

"Alone" is what \`eventsource\` ${eventSourceVersion} reads from the same bytes without our guard
([ADR 4](adr/0004-only-whole-data-blocks-reach-eventsource.md)). If it differs from the standard, our guard corrects
it; two byte order marks are the only case. A hostile server could misuse what the standard allows (types, ids,
\`retry\`, redirects, unlimited silence). None of it reaches \`eventsource\`.`;
}

async function streamTable(
  vectors: readonly StreamVector[],
  reasons: ReadonlyMap<string, number>,
): Promise<string> {
  const rows: string[][] = [];
  for (const vector of vectors) {
    rows.push([
      vector.name,
      describeTexts(vector.standard.map(({ data }) => data)),
      describeOurs(vector, reasons),
      await describeAlone(vector),
    ]);
  }
  return table(['Stream', 'Texts that arrive', 'Porchlight', 'Alone'], rows);
}

function behaviourTable(cases: readonly BehaviourCase[], reasons: ReadonlyMap<string, number>): string {
  return table(
    ['Behaviour', 'Required', 'Porchlight'],
    cases.map((behaviour) => [behaviour.name, behaviour.wanted, describeOurs(behaviour, reasons)]),
  );
}

function leftOutList(cases: readonly LeftOutCase[]): string {
  return `Left out:\n\n${cases.map(({ name, why }) => `- ${escapeMarkdown(name)}: ${why}`).join('\n')}`;
}

/** How `eventsource` by itself compares with the standard, for all ways to cut. */
async function describeAlone(vector: StreamVector): Promise<string> {
  const bytes = toBytes(vector);
  const { events } = readStandardStream(bytes);
  const wanted = JSON.stringify(events);
  const types = events.map(({ type }) => type);
  const wrong: string[] = [];
  let lastWrong: readonly string[] = [];
  for (const { name, cut } of CHUNKINGS) {
    const got = await readBareEventSource(cut(bytes), types);
    if (JSON.stringify(got) === wanted) continue;
    wrong.push(name);
    lastWrong = got.map(({ data }) => data);
  }
  if (wrong.length === 0) return 'as the standard';
  const where = wrong.length === CHUNKINGS.length ? '' : `, ${wrong.join(', ')}`;
  return `differs: ${describeTexts(lastWrong)}${where}`;
}

function describeTexts(texts: readonly string[]): string {
  if (texts.length === 0) return 'none';
  if (texts.length > 8) return `${String(texts.length)} texts`;
  return texts.map((text) => (text.length > 40 ? `${String(text.length)} characters` : code(text))).join(' ');
}

/** As a JSON string, with invisible characters escaped. */
function code(text: string): string {
  const visible = JSON.stringify(text).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff\ufffd]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return `\`${visible}\``;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows]
    .map(
      (cells) => `| ${cells.map((cell, index) => (index === 0 ? escapeMarkdown(cell) : cell)).join(' | ')} |`,
    )
    .join('\n');
}

/** Stars, underscores and brackets in names are literal; backticks mark code. */
function escapeMarkdown(text: string): string {
  return text
    .split(/(`[^`]*`)/)
    .map((part) => (part.startsWith('`') ? part : part.replace(/[*_\\<>|]/g, '\\$&')))
    .join('');
}
