import type { ArgumentContext, Command } from './command.ts';
import { parseExport, parseFolder, parseHistory } from './history-arguments.ts';
import { isCommandName, takesOption } from './options.ts';
import { sortWords } from './sort-words.ts';
import { parseRules } from './rules-arguments.ts';
import { parseSettings } from './settings-arguments.ts';
import { parseTail } from './tail-arguments.ts';
import { UsageProblem } from './exit-code.ts';

/**
 * Understands a command line.
 *
 * @param argv the words after the program's own name
 * @throws UsageProblem
 */
export function parseArguments(argv: readonly string[], context: ArgumentContext): Command {
  const { flags, texts, positionals } = sortWords(argv);
  if (flags.has('help') || positionals[0] === 'help') {
    return { kind: 'help', length: positionals.includes('rules') ? 'rules' : 'full' };
  }
  if (flags.has('version')) return { kind: 'version' };
  if (argv.length === 0) return { kind: 'help', length: 'short' };
  const [name, ...more] = positionals;
  if (name === undefined) {
    throw new UsageProblem(
      'The command is missing. Write porchlight tail, history, export, rules, settings or diagnostics, followed by the options.',
    );
  }
  if (!isCommandName(name)) {
    throw new UsageProblem(
      'This command does not exist. Those that do: tail, history, export, rules, settings and diagnostics.',
    );
  }
  const foreign = [...flags, ...texts.keys()].find((option) => !takesOption(name, option));
  if (foreign !== undefined) {
    throw new UsageProblem(`--${foreign} is no option of porchlight ${name}. See porchlight --help.`);
  }
  if (name === 'rules') return { kind: name, options: parseRules(more, flags, texts, context) };
  if (name === 'settings') return { kind: name, options: parseSettings(more, flags, texts, context) };
  if (more.length > 0) {
    throw new UsageProblem(
      name === 'tail'
        ? 'porchlight tail takes options only. An address goes after --server, event types after --types.'
        : name === 'diagnostics'
          ? 'porchlight diagnostics takes options only. See porchlight --help.'
          : `porchlight ${name} takes options only. Put what you look for in quotes after --query.`,
    );
  }
  switch (name) {
    case 'tail':
      return { kind: name, options: parseTail(flags, texts, context) };
    case 'history':
      return { kind: name, options: parseHistory(flags, texts, context) };
    case 'diagnostics':
      return {
        kind: name,
        options: { folder: parseFolder(texts, context), output: texts.get('output') ?? '-' },
      };
    case 'export':
      return { kind: name, options: parseExport(flags, texts, context) };
  }
}
