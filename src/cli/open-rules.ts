import { basename } from 'node:path';
import type { Rule } from '../core/rules/rule.ts';
import {
  MAX_RULES_FILE_CHARS,
  readRulesFile,
  writeRulesFile,
  type FileProblem,
  type RuleNames,
} from '../core/rules/rules-file.ts';
import { readTextFile } from '../node/read-text-file.ts';
import { readAppRules } from './app-settings.ts';
import type { TailRules } from './command.ts';
import { UsageProblem } from './exit-code.ts';
import { toTerminalText } from './terminal-text.ts';

/**
 * Rules of a file, or of the app.
 *
 * @param names what a file calls by name, and by which the rules of the app are told of servers with other ids.
 * @throws Problem
 */
export async function openRules({ path, folder }: TailRules, names: RuleNames): Promise<readonly Rule[]> {
  if (path !== null) return readRules(path, names);
  if (folder === null) {
    throw new UsageProblem(
      'No home folder is set here. Say where the data is with --data-folder, or which file of rules.',
    );
  }
  const app = await readAppRules(folder);
  if (names.isLenient !== true) return app.rules;
  const read = readRulesFile(writeRulesFile(app.rules, app.names, app.redact), names);
  return read.ok ? read.rules : app.rules;
}

/** Rules of a file. @throws UsageProblem with all that is wrong with it */
export async function readRules(path: string, names: RuleNames): Promise<readonly Rule[]> {
  const name = toTerminalText(basename(path));
  const file = await readTextFile(path, name, MAX_RULES_FILE_CHARS);
  if (!file.ok) throw new UsageProblem(file.problem);
  const read = readRulesFile(file.text, names);
  if (read.ok) return read.rules;
  throw new UsageProblem(
    describeFileProblems(name, read.problems, read.more, 'so none of its rules are used'),
  );
}

/** What is wrong with a file, line by line, and what that means: "so none of its rules are used". */
export function describeFileProblems(
  name: string,
  problems: readonly FileProblem[],
  more: number,
  so: string,
): string {
  const lines = problems.map(
    ({ line, column, text }) => `  line ${String(line)}, column ${String(column)}: ${toTerminalText(text)}`,
  );
  const rest = more === 0 ? [] : [`  and ${String(more)} more`];
  const count = problems.length + more;
  const head = `${name} has ${count === 1 ? 'a problem' : `${String(count)} problems`}, ${so}:`;
  return [head, ...lines, ...rest].join('\n');
}
