import { applyImport, planImport, refuseImport } from '../core/rules/import-rules.ts';
import { listThings } from '../core/rules/home-things.ts';
import { describeRule } from '../core/rules/rule-words.ts';
import { writeRulesFile } from '../core/rules/rules-file.ts';
import { describeImported } from '../core/rules/import-words.ts';
import { readAppRegistries } from './app-registries.ts';
import { changeAppRules, readAppRules } from './app-settings.ts';
import { createAwaitedOutput } from './awaited-output.ts';
import type { RulesOptions, Terminal } from './command.ts';
import { EXIT, Problem, type ExitCode } from './exit-code.ts';
import { readRules } from './open-rules.ts';
import { createPaint, wantsColour } from './terminal-style.ts';
import { toTerminalJson, toTerminalText, wrapWords } from './terminal-text.ts';
import { testRules } from './test-rules.ts';
import { writeOutput } from './write-output.ts';

/** One run of `porchlight rules`. @throws Problem */
export async function runRules(options: RulesOptions, terminal: Terminal, now: number): Promise<ExitCode> {
  switch (options.task) {
    case 'list':
      return listRules(options, terminal);
    case 'test':
      return testRules(options.options, terminal, now);
    case 'export':
      return exportRules(options, terminal);
    case 'import':
      return importRules(options, terminal);
  }
}

type Task<Name extends RulesOptions['task']> = Extract<RulesOptions, { readonly task: Name }>;

/** Where the words of a rule begin. */
const INDENT = '     ';

async function listRules(
  { folder, json }: Task<'list'>,
  { stdout, signal, env }: Terminal,
): Promise<ExitCode> {
  const { rules, names } = await readAppRules(folder);
  const things = listThings([], readAppRegistries(folder));
  const output = createAwaitedOutput(stdout, signal);
  const paint = createPaint(wantsColour(stdout.isTTY, env));
  const columns = stdout.isTTY ? stdout.columns : null;
  for (const rule of rules) {
    const server = names.servers.find(({ id }) => id === rule.server)?.name ?? null;
    const words = describeRule(rule, server, things);
    if (json) {
      const { id, name, enabled, query: when, level } = rule;
      await output.write(
        `${toTerminalJson(JSON.stringify({ kind: 'rule', id, name, enabled, when, server, level, words }))}\n`,
      );
      continue;
    }
    const waits = rule.unconfirmed === true ? ' (off until you agree to it in the window)' : '';
    const head = `${rule.enabled ? paint('green', 'on ') : paint('dim', 'off')}  ${toTerminalText(rule.name)}${waits}`;
    const lines = wrapWords(toTerminalText(words), columns, INDENT.length, INDENT.length);
    await output.write([head, ...lines.map((line) => INDENT + paint('dim', line)), ''].join('\n'));
  }
  await output.end();
  return EXIT.ok;
}

async function exportRules({ folder, output }: Task<'export'>, terminal: Terminal): Promise<ExitCode> {
  const { rules, names, redact } = await readAppRules(folder);
  const what = `${String(rules.length)} ${rules.length === 1 ? 'rule' : 'rules'}`;
  await writeOutput(writeRulesFile(rules, names, redact), output, what, terminal);
  return EXIT.ok;
}

async function importRules(
  { folder, path, isReplacing }: Task<'import'>,
  { stdout }: Terminal,
): Promise<ExitCode> {
  const { names, redact } = await readAppRules(folder);
  const imported = await readRules(path, names);
  let said = '';
  await changeAppRules(folder, (current) => {
    const plan = planImport(current, imported, redact);
    const taken = isReplacing ? plan : { ...plan, changed: [] };
    const refusal = refuseImport(current, taken);
    if (refusal !== null) throw new Problem(refusal);
    const left = plan.changed.length - taken.changed.length;
    said = `${describeImported(taken, plan.same)}${describeLeft(left)}\n`;
    return taken.added.length + taken.changed.length === 0 ? null : applyImport(current, taken);
  });
  stdout.write(said);
  return EXIT.ok;
}

function describeLeft(count: number): string {
  if (count === 0) return '';
  const they =
    count === 1
      ? 'One is there already and says something else; it was'
      : `${String(count)} are there already and say something else; they were`;
  return ` ${they} left alone. --replace takes ${count === 1 ? 'it' : 'them'} from the file.`;
}
