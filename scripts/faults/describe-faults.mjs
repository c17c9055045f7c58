/**
 * What `test/faults/fault-suite.ts` keeps of one scenario.
 *
 * @typedef {{
 *   id: string,
 *   title: string,
 *   expected: string,
 *   seeds: number,
 *   failures: { seed: number, problems: string[] }[],
 * }} FaultResult
 */

/** @type {readonly (readonly [prefix: string, heading: string])[]} */
const chapters = [
  ['N', 'On the network'],
  ['A', 'Access'],
  ['S', 'In the stream'],
  ['P', 'People and machines'],
];

/**
 * How a scenario ended: in words, and with the seed that shows it again.
 *
 * @param {FaultResult} result
 */
function describeOutcome({ failures }) {
  const [first] = failures;
  return first === undefined
    ? 'good'
    : `${String(failures.length)} failed, first with seed ${String(first.seed)}`;
}

/**
 * A line for each scenario, for a terminal.
 *
 * @param {readonly FaultResult[]} results
 */
export function describeLines(results) {
  const width = Math.max(0, ...results.map(({ title }) => title.length));
  return results.map(
    (result) =>
      `${result.id}  ${result.title.padEnd(width)}  ${String(result.seeds).padStart(3)} seeds  ${describeOutcome(result)}`,
  );
}

/** @param {string} text */
const toCell = (text) => text.replaceAll('|', '\\|').replaceAll('__', '\\_\\_');

/**
 * The page for people.
 *
 * @param {readonly FaultResult[]} results
 * @param {{ date: string, commit: string, seconds: number }} run
 */
export function describePage(results, { date, commit, seconds }) {
  const runs = results.reduce((sum, { seeds }) => sum + seeds, 0);
  const failed = results.filter(({ failures }) => failures.length > 0).length;
  const verdict = failed === 0 ? 'All are good.' : `${String(failed)} of them failed.`;
  const tables = chapters.map(([prefix, heading]) => {
    const own = results.filter(({ id }) => id.startsWith(prefix));
    const rows = own.map(
      (result) =>
        `| ${result.id} | ${toCell(result.title)} | ${toCell(result.expected)} | ${String(result.seeds)} | ${describeOutcome(result)} |`,
    );
    return `## ${heading}\n\n| | what happens | what Porchlight does | seeds | result |\n|--|--|--|--:|--|\n${rows.join('\n')}\n`;
  });
  return `${introduction}
## The run

${date}, commit ${commit}: ${String(results.length)} kinds of fault, ${String(runs)} runs in ${String(seconds)} s. ${verdict}

${tables.join('\n')}
${notCovered}`;
}

const introduction = `# Reliability

Written by \`npm run test:faults\`. Change the scenarios in \`test/faults\`, not this page.

## What Porchlight promises about loss

1. Every event that reaches this computer is shown, or counted as unreadable or too large. None is dropped silently.
2. Home Assistant does not send an event again that fired while Porchlight was not connected. Each such time is a row "Disconnected from, to".
3. Porchlight fetches what Home Assistant's recorder kept of that time and marks it as recovered. If that fails, the row says why.
4. A connection that dies silently is noticed after 75 seconds. The gap starts at the last byte that arrived, never later.
5. A received event is on disk within a second. If writing fails (a full disk, another program), the window says so and counts what is not kept.

## How it is tested

The real monitor, with the real \`eventsource\` and real sockets, talks to a faulty home. The clock is virtual: it stops while bytes
are in transit and jumps to the next timer when nothing is, so an hour of retries takes only as long as its bytes.
Each scenario runs once for each seed. The seed decides how bytes are cut into packets, how late they arrive, and when the fault happens.

After each run the test counts the events. It knows what the home fired and when, and uses nothing that the client measured. Each event
arrived exactly once, unchanged and in order, or would have been sent within a recorded gap, or was counted as unreadable or too large. No
gap covers an event that arrived. Each run also checks: never two streams to a home, never more than 12 requests in any minute besides those of a recovery, never a
second request with a refused secret, every request names Porchlight and is well formed, no text contains a secret, and at
the end no socket and no timer is left. \`test/faults/checks.test.ts\` contains broken clients and shows that each check notices them.

\`npm test\` runs three seeds of each scenario; \`npm run test:faults -- --only N06 --seed 17\` repeats one run.
`;

const notCovered = `## What these runs leave out

- A resolver of the tests answers names. "No answer to the first packet" (N03) needs Linux and is skipped elsewhere.
- The window is tested with a real browser: it stays fast in a flood and shows markup as text (\`test/browser\`).
- Disks, keyrings, notifications and the hardened page have separate tests (\`test/main\`, \`test/desktop\`).
- A proxy that never answers a plain http request looks like a home that never answers. The message then names the home.
`;
