import { basename } from 'node:path';
import { exportEvents } from '../core/export/export-events.ts';
import { describeUnwritable } from '../node/describe-file-problem.ts';
import { openReplacementFile, type ReplacementFile } from '../node/whole-file.ts';
import { createAwaitedOutput } from './awaited-output.ts';
import type { ExportOptions } from './command.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { openSelection, type OpenSelection } from './open-selection.ts';
import { describeOutputFailure } from './output-failure.ts';
import { createProgressLine } from './progress-line.ts';
import { describeNothing } from './selection-words.ts';
import type { Terminal } from './terminal.ts';

/** One run of `porchlight export`. */
export async function runExport(options: ExportOptions, terminal: Terminal, now: number): Promise<ExitCode> {
  return options.output === '-'
    ? exportToOutput(options, terminal, now)
    : exportToFile(options, terminal, now);
}

async function exportToOutput(options: ExportOptions, terminal: Terminal, now: number): Promise<ExitCode> {
  const { stdout, stderr, signal } = terminal;
  const output = createAwaitedOutput(stdout, signal);
  const selection = await openSelection(options, options.root, { now, signal: output.signal });
  if (!selection.ok) return refuse(terminal, selection.problem);
  try {
    const { format } = options;
    const { written } = await exportEvents({
      ...selection,
      format,
      write: output.write,
      signal: output.signal,
    });
    await output.end();
    const failure = output.failure();
    if (failure !== null) {
      stderr.write(`${describeOutputFailure(failure)}\n`);
      return EXIT.stopped;
    }
    if (!output.signal.aborted) sayRemarks(terminal, options, selection, written);
    return EXIT.ok;
  } finally {
    await selection.close();
  }
}

async function exportToFile(options: ExportOptions, terminal: Terminal, now: number): Promise<ExitCode> {
  const { signal, stderr } = terminal;
  const selection = await openSelection(options, options.root, { now, signal });
  if (!selection.ok) return refuse(terminal, selection.problem);
  const name = basename(options.output);
  const progress = createProgressLine(stderr);
  let file: ReplacementFile | null = null;
  try {
    const open = await openReplacementFile(options.output);
    file = open;
    const { kind, written } = await exportEvents({
      ...selection,
      format: options.format,
      write: (text) => open.write(text),
      onProgress: progress.show,
      signal,
    });
    progress.clear();
    if (kind === 'cancelled') {
      await open.discard();
      return refuse(terminal, `Cancelled. ${name} was not written.`);
    }
    await open.commit();
    sayRemarks(terminal, options, selection, written);
    stderr.write(`${written.toLocaleString('en-GB')} ${written === 1 ? 'event' : 'events'} in ${name}.\n`);
    return EXIT.ok;
  } catch (error) {
    progress.clear();
    await file?.discard().catch(() => undefined);
    return refuse(terminal, describeUnwritable(error, name));
  } finally {
    await selection.close();
  }
}

function sayRemarks(
  { stderr }: Terminal,
  options: ExportOptions,
  selection: OpenSelection,
  written: number,
): void {
  for (const remark of selection.remarks()) stderr.write(`${remark}\n`);
  if (written === 0) stderr.write(`${describeNothing(options, selection.serverNames)}\n`);
}

function refuse({ stderr }: Terminal, problem: string): ExitCode {
  stderr.write(`porchlight: ${problem}\n`);
  return EXIT.stopped;
}
