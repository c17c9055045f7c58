import type { ArgumentContext, RulesOptions, RulesTestOptions } from './command.ts';
import { UsageProblem } from './exit-code.ts';
import { parseFolder, parseKnownFolder, parseSinceOption } from './history-arguments.ts';
import { parseCount } from './option-values.ts';
import { isRulesTask, takesRulesOption } from './options.ts';
import type { Flags, Texts } from './sort-words.ts';

const DAY_MS = 86_400_000;
const USUAL_DAYS = 7;

/** Understands `porchlight rules`: what to do, and its options. @throws UsageProblem */
export function parseRules(
  words: readonly string[],
  flags: Flags,
  texts: Texts,
  context: ArgumentContext,
): RulesOptions {
  const [task, path, extra] = words;
  if (task === undefined || !isRulesTask(task)) {
    throw new UsageProblem(
      'Say what to do with the rules: porchlight rules list, test, export or import. See porchlight help rules.',
    );
  }
  const foreign = [...flags, ...texts.keys()].find((option) => !takesRulesOption(task, option));
  if (foreign !== undefined) {
    throw new UsageProblem(
      `--${foreign} is no option of porchlight rules ${task}. See porchlight help rules.`,
    );
  }
  const takesPath = task === 'test' || task === 'import';
  if (extra !== undefined || (path !== undefined && !takesPath)) {
    const most = takesPath ? 'takes one file of rules' : 'takes options only';
    throw new UsageProblem(`porchlight rules ${task} ${most}. See porchlight help rules.`);
  }
  switch (task) {
    case 'list':
      return { task, folder: parseFolder(texts, context), json: flags.has('json') };
    case 'test':
      return { task, options: parseTest(path, flags, texts, context) };
    case 'export':
      return { task, folder: parseFolder(texts, context), output: texts.get('output') ?? '-' };
    case 'import':
      if (path === undefined || path === '')
        throw new UsageProblem('Say which file: porchlight rules import FILE.');
      return { task, folder: parseFolder(texts, context), path, isReplacing: flags.has('replace') };
  }
}

function parseTest(
  path: string | undefined,
  flags: Flags,
  texts: Texts,
  context: ArgumentContext,
): RulesTestOptions {
  const capture = texts.get('file') ?? null;
  const times = ['days', 'since'] as const;
  if (capture === '') throw new UsageProblem('--file needs a path after it.');
  if (capture !== null && flags.has('history')) {
    throw new UsageProblem('--file and --history are two places to read events from. Leave out one.');
  }
  if (texts.has('days') && texts.has('since')) {
    throw new UsageProblem('--days and --since are two ways to say from when on. Leave out one.');
  }
  const [time] = times.filter((name) => texts.has(name));
  if (capture !== null && time !== undefined) {
    throw new UsageProblem(
      `A file is read whole, so --${time} has no use with --file. Leave out one of them.`,
    );
  }
  const days = parseCount('--days', texts.get('days'), 1, 3_650) ?? USUAL_DAYS;
  const since = parseSinceOption(texts, context.now) ?? context.now - days * DAY_MS;
  // A test of a file in a file needs no app.
  const isAlone = capture !== null && path !== undefined;
  const folder = isAlone ? parseKnownFolder(texts, context) : parseFolder(texts, context);
  const rules = { path: path ?? null, folder };
  return { rules, capture, since, json: flags.has('json'), failsOnMatch: flags.has('fail-on-match') };
}
