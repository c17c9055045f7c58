import { refuseUsage, type ArgumentContext, type Command, type UsageProblem } from './command.ts';
import { parseExport, parseHistory } from './history-arguments.ts';
import { isCommandName, takesOption, type CommandName } from './options.ts';
import { sortWords, type Words } from './sort-words.ts';
import { parseTail } from './tail-arguments.ts';

export type ParsedArguments = { readonly ok: true; readonly command: Command } | UsageProblem;

/**
 * Understands a command line.
 *
 * @param argv the words after the program's own name
 */
export function parseArguments(argv: readonly string[], context: ArgumentContext): ParsedArguments {
  const words = sortWords(argv);
  if (!words.ok) return words;
  const { flags, positionals } = words;
  if (flags.has('help') || positionals[0] === 'help')
    return { ok: true, command: { kind: 'help', length: 'full' } };
  if (flags.has('version')) return { ok: true, command: { kind: 'version' } };
  const [name, extra] = positionals;
  if (name === undefined) {
    if (argv.length === 0) return { ok: true, command: { kind: 'help', length: 'short' } };
    return refuseUsage(
      'The command is missing. Write porchlight tail, porchlight history or porchlight export, followed by the options.',
    );
  }
  if (!isCommandName(name)) {
    return refuseUsage('This command does not exist. Those that do: tail, history and export.');
  }
  const foreign = [...flags, ...words.texts.keys()].find((option) => !takesOption(name, option));
  if (foreign !== undefined) {
    return refuseUsage(`--${foreign} is no option of porchlight ${name}. See porchlight --help.`);
  }
  if (extra !== undefined) return refuseUsage(describeExtra(name));
  return parseCommand(name, words, context);
}

function parseCommand(name: CommandName, { flags, texts }: Words, context: ArgumentContext): ParsedArguments {
  switch (name) {
    case 'tail': {
      const parsed = parseTail(flags, texts, context);
      return parsed.ok ? { ok: true, command: { kind: 'tail', options: parsed.options } } : parsed;
    }
    case 'history': {
      const parsed = parseHistory(flags, texts, context);
      return parsed.ok ? { ok: true, command: { kind: 'history', options: parsed.options } } : parsed;
    }
    case 'export': {
      const parsed = parseExport(flags, texts, context);
      return parsed.ok ? { ok: true, command: { kind: 'export', options: parsed.options } } : parsed;
    }
  }
}

function describeExtra(name: CommandName): string {
  return name === 'tail'
    ? 'porchlight tail takes options only. An address goes after --server, event types after --types.'
    : `porchlight ${name} takes options only. Put what you look for in quotes after --query.`;
}
