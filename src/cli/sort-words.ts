import { parseArgs } from 'node:util';
import { isOptionName, OPTIONAL_VALUES, OPTIONS, type OptionName } from './options.ts';
import { holdsSecret, isSecretOption, SECRET_IN_ARGUMENT } from './secret-in-argument.ts';
import { UsageProblem } from './exit-code.ts';

export type Flags = ReadonlySet<OptionName>;
export type Texts = ReadonlyMap<OptionName, string>;

/** The words of a command line, sorted but not yet understood. */
export interface Words {
  readonly flags: Flags;
  readonly texts: Texts;
  readonly positionals: readonly string[];
}

/**
 * Sorts words into flags, texts and positionals. Node's strict mode is not used, because its messages repeat
 * what was typed, which may be a secret.
 *
 * @throws UsageProblem
 */
export function sortWords(argv: readonly string[]): Words {
  const { tokens } = parseArgs({
    args: argv.map(withOptionalValue),
    options: OPTIONS,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const flags = new Set<OptionName>();
  const texts = new Map<OptionName, string>();
  const positionals: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'option-terminator') continue;
    if (token.kind === 'positional') {
      if (holdsSecret(token.value)) throw new UsageProblem(SECRET_IN_ARGUMENT);
      positionals.push(token.value);
      continue;
    }
    const { name, value } = token;
    if (isSecretOption(name) || holdsSecret(name) || (value !== undefined && holdsSecret(value))) {
      throw new UsageProblem(SECRET_IN_ARGUMENT);
    }
    if (!isOptionName(name)) throw new UsageProblem(describeUnknown(name));
    if (flags.has(name) || texts.has(name))
      throw new UsageProblem(`--${name} is there twice. Leave out one.`);
    if (OPTIONS[name].type === 'boolean') {
      if (value !== undefined) throw new UsageProblem(`--${name} takes no value. Write it by itself.`);
      flags.add(name);
    } else {
      if (value === undefined || (!token.inlineValue && value.startsWith('--'))) {
        throw new UsageProblem(`--${name} needs a value after it. See porchlight --help.`);
      }
      texts.set(name, value);
    }
  }
  return { flags, texts, positionals };
}

/** `--rules` before another option, or as the last word, has an empty value. */
function withOptionalValue(word: string, at: number, argv: readonly string[]): string {
  const isOptional = word.startsWith('--') && OPTIONAL_VALUES.includes(word.slice(2));
  return isOptional && (argv[at + 1] ?? '-').startsWith('-') ? `${word}=` : word;
}

/** Repeats the name only if it is a plain word; anything else may be something that was pasted. */
function describeUnknown(name: string): string {
  const plain = /^[a-z][a-z-]{0,23}$/i.test(name);
  const what = plain ? `The option ${name.length === 1 ? '-' : '--'}${name}` : 'One of the options';
  return `${what} does not exist. See porchlight --help for those that do.`;
}
