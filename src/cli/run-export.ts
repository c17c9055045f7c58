import { basename } from 'node:path';
import { exportEvents } from '../core/export/export-events.ts';
import { describeUnwritable } from '../node/describe-file-problem.ts';
import { openReplacementFile, type ReplacementFile } from '../node/whole-file.ts';
import { createAwaitedOutput, type AwaitedOutput } from './awaited-output.ts';
import type { ExportOptions, Terminal } from './command.ts';
import { EXIT, Problem, type ExitCode } from './exit-code.ts';
import { describeNothing, openSelection, type OpenSelection } from './open-selection.ts';
import { createProgressLine } from './progress-line.ts';

/** One run of `porchlight export`. @throws Problem */
export async function runExport(options: ExportOptions, terminal: Terminal, now: number): Promise<ExitCode> {
  const { stdout, stderr, signal } = terminal;
  const output = options.output === '-' ? createAwaitedOutput(stdout, signal) : null;
  const selection = await openSelection(options, options.root, { now, signal: output?.signal ?? signal });
  try {
    const written =
      output === null
        ? await exportToFile(options, selection, terminal)
        : await exportToOutput(options, selection, output);
    if (output?.signal.aborted === true) return EXIT.ok;
    for (const remark of selection.remarks()) stderr.write(`${remark}\n`);
    if (selection.isForeign()) return EXIT.usage;
    if (written === 0) stderr.write(`${describeNothing(options, selection.serverNames)}\n`);
    if (output === null) {
      const events = written === 1 ? 'event' : 'events';
      stderr.write(`${written.toLocaleString('en-GB')} ${events} in ${basename(options.output)}.\n`);
    }
    return EXIT.ok;
  } finally {
    await selection.close();
  }
}

/** Says how many events were written. */
async function exportToOutput(
  { format }: ExportOptions,
  selection: OpenSelection,
  { write, signal, end }: AwaitedOutput,
): Promise<number> {
  const { written } = await exportEvents({ ...selection, format, write, signal });
  await end();
  return written;
}

async function exportToFile(
  { format, output }: ExportOptions,
  selection: OpenSelection,
  { stderr, signal }: Terminal,
): Promise<number> {
  const name = basename(output);
  const progress = createProgressLine(stderr);
  let file: ReplacementFile | null = null;
  try {
    const open = await openReplacementFile(output);
    file = open;
    const { kind, written } = await exportEvents({
      ...selection,
      format,
      write: (text) => open.write(text),
      onProgress: progress.show,
      signal,
    });
    if (kind === 'cancelled') throw new Problem(`Cancelled. ${name} was not written.`);
    await open.commit();
    return written;
  } catch (error) {
    await file?.discard().catch(() => undefined);
    throw error instanceof Problem ? error : new Problem(describeUnwritable(error, name));
  } finally {
    progress.clear();
  }
}
