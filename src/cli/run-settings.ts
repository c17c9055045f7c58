import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import { createRedactor } from '../core/redaction/redact.ts';
import {
  MAX_CARRIED_CHARS,
  namesFor,
  readCarriedFile,
  writeCarriedFile,
} from '../core/settings/carried-file.ts';
import { planCarry, type CarryPlan } from '../core/settings/carry.ts';
import type { Settings } from '../core/settings/settings.ts';
import { readTextFile } from '../node/read-text-file.ts';
import { changeAppSettings, openAppSettings } from './app-settings.ts';
import type { SettingsOptions, Terminal } from './command.ts';
import { EXIT, Problem, UsageProblem, type ExitCode } from './exit-code.ts';
import { describeFileProblems } from './open-rules.ts';
import { toTerminalText } from './terminal-text.ts';
import { writeOutput } from './write-output.ts';

/** One run of `porchlight settings`. @throws Problem */
export async function runSettings(options: SettingsOptions, terminal: Terminal): Promise<ExitCode> {
  const settings = await openAppSettings(options.folder);
  if (options.task === 'export') {
    const redact = createRedactor(settings.history.redaction);
    const text = writeCarriedFile(settings, namesFor(settings, new Map()), redact);
    await writeOutput(text, options.output, 'Settings', terminal);
    return EXIT.ok;
  }
  const { folder, path, applies } = options;
  const name = toTerminalText(basename(path));
  const file = await readTextFile(path, name, MAX_CARRIED_CHARS);
  if (!file.ok) throw new UsageProblem(file.problem);
  const { changes } = plan(settings, file.text, name);
  const lines = changes.map((change) => `  ${toTerminalText(change)}\n`).join('');
  if (changes.length === 0) terminal.stdout.write(`${name}: all of it is here already.\n`);
  else if (!applies)
    terminal.stdout.write(`${name} would change this:\n${lines}Nothing is changed yet. --apply does it.\n`);
  else {
    await changeAppSettings(folder, (current) => plan(current, file.text, name).next);
    terminal.stdout.write(`${name} has changed this:\n${lines}`);
  }
  return EXIT.ok;
}

/** @throws UsageProblem with all that is wrong with the file */
function plan(current: Settings, text: string, name: string): Extract<CarryPlan, { readonly ok: true }> {
  const read = readCarriedFile(text, current, namesFor(current, new Map()), randomUUID);
  if (!read.ok)
    throw new UsageProblem(
      describeFileProblems(name, read.problems, read.more, 'so nothing is taken from it'),
    );
  const made = planCarry(current, read.carried, createRedactor(current.history.redaction), randomUUID);
  if (!made.ok) throw new Problem(made.text);
  return made;
}
