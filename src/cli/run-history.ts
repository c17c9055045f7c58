import { exportEvents } from '../core/export/export-events.ts';
import type { StoredEvent } from '../core/history/history.ts';
import { toViewQuery } from '../core/query/to-view-query.ts';
import { createAwaitedOutput, type AwaitedOutput } from './awaited-output.ts';
import type { HistoryOptions, Terminal } from './command.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { toDayLine, toLayout } from './human-line.ts';
import { describeNothing, describeUsualLimit, openSelection, type OpenSelection } from './open-selection.ts';
import { labelOnChange, toStoredJsonLine, toStoredLine, type ServerLabel } from './stored-line.ts';
import { createPaint, wantsColour } from './terminal-style.ts';

/** One run of `porchlight history`. @throws Problem */
export async function runHistory(
  options: HistoryOptions,
  terminal: Terminal,
  now: number,
): Promise<ExitCode> {
  const { stdout, stderr } = terminal;
  const say = (text: string): boolean => stderr.write(`${text}\n`);
  const output = createAwaitedOutput(stdout, terminal.signal);
  // As in the window, gaps are shown for every query. A table has only events.
  const root = options.format === 'csv' ? options.root : toViewQuery(options.root);
  const selection = await openSelection(options, root, { now, signal: output.signal });
  try {
    const printed = await print(options, selection, output, terminal);
    await output.end();
    if (output.signal.aborted) return EXIT.ok;
    for (const remark of selection.remarks()) say(remark);
    if (selection.isForeign()) return EXIT.usage;
    if (printed === 0) say(describeNothing(options, selection.serverNames));
    else if (options.isLimitUsual && printed === options.limit) say(describeUsualLimit(printed));
    return EXIT.ok;
  } finally {
    await selection.close();
  }
}

/** Prints all, and returns the number of events. */
async function print(
  options: HistoryOptions,
  selection: OpenSelection,
  output: AwaitedOutput,
  terminal: Terminal,
): Promise<number> {
  const { matches, serverName, redact } = selection;
  if (options.format === 'csv') {
    const { signal } = output;
    const result = await exportEvents({
      matches,
      format: 'csv',
      serverName,
      redact,
      write: output.write,
      signal,
    });
    return result.written;
  }
  const toText =
    options.format === 'json' ? toJsonText(selection) : toHumanText(options, selection, terminal);
  let printed = 0;
  for await (const page of matches.pages) {
    await output.write(page.map(toText).join(''));
    printed += page.length;
    if (output.signal.aborted) break;
  }
  return printed;
}

function toJsonText({ serverName }: OpenSelection): (stored: StoredEvent) => string {
  return (stored) => `${toStoredJsonLine(stored, serverName)}\n`;
}

function toHumanText(
  { source }: HistoryOptions,
  { serverName, serverNames }: OpenSelection,
  { stdout, env }: Terminal,
): (stored: StoredEvent) => string {
  const paint = createPaint(wantsColour(stdout.isTTY, env));
  const one = source.kind === 'folder' && serverNames.length < 2;
  const label: ServerLabel = one ? () => null : stdout.isTTY ? labelOnChange(serverName) : serverName;
  let day = '';
  return (stored) => {
    const { at } = stored.row;
    const today = new Date(at).toDateString();
    const head = today === day ? '' : `${toDayLine(at, paint)}\n`;
    day = today;
    return `${head}${toStoredLine(stored, toLayout(stdout.columns), paint, label)}\n`;
  };
}
