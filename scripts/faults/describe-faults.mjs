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
  ['N', 'On the way to a home, and back'],
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

1. Every event that reaches this computer is shown, or counted as unreadable or too large. None is dropped in silence.
2. Home Assistant's stream has no memory: what fires while nobody listens is not sent again. Each such time is a row "Disconnected from, to".
3. What the recorder of Home Assistant kept of that time is fetched and marked as recovered, or the row says why it could not be.
4. A link that died without a word is noticed after 75 seconds, so a gap starts at the last byte that came and never later.
5. What was received is on disk within a second. When it can't be (a full disk, another program), the window says so and counts what is not kept.

## How it is proven

The real monitor, with the real \`eventsource\` and real sockets, talks to a home that misbehaves. The clock is virtual: it stands still
while bytes are under way and jumps to the next timer when nothing moves, so that an hour of retries takes as long as its bytes take.
Each scenario runs once a seed; the seed decides how bytes are cut into packets, how late they come, and when the fault strikes.

After each run the account has to add up. It knows what the home fired and when, and nothing that the client measured: each event came
out exactly once, unchanged and in order, or would have been sent within a recorded gap, or was counted as unreadable or too large. No
gap covers an event that came. In each run, too: never two streams to a home, never more than 12 requests in any minute, never a
second request with a secret that was refused, every request names Porchlight and is well formed, no secret in anything said, and at
the end no socket and no timer left. \`test/faults/checks.test.ts\` breaks clients on purpose and shows that each of these is noticed.

\`npm test\` runs three seeds of each; \`npm run test:faults -- --only N06 --seed 17\` shows one run again.
`;

const notCovered = `## What these runs leave out

- Names are answered by a resolver of the tests, and "no answer to the first packet" (N03) needs Linux; it is left out elsewhere.
- The window: that it stays quick in a flood, and shows markup as text, is tested with a real browser (\`test/browser\`).
- Disks, keyrings, notifications and the hardened page have tests of their own (\`test/main\`, \`test/desktop\`).
- A proxy that never answers a plain http request looks like a home that never answers; the words then name the home.
`;
