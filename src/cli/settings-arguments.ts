import type { ArgumentContext, SettingsOptions } from './command.ts';
import { UsageProblem } from './exit-code.ts';
import { parseFolder } from './history-arguments.ts';
import type { Flags, Texts } from './sort-words.ts';

const HELP = 'See porchlight --help.';

/** Understands `porchlight settings`: out or in, and where. @throws UsageProblem */
export function parseSettings(
  words: readonly string[],
  flags: Flags,
  texts: Texts,
  context: ArgumentContext,
): SettingsOptions {
  const [task, path, extra] = words;
  switch (task) {
    case 'export':
      if (path !== undefined)
        throw new UsageProblem(`porchlight settings export takes options only. ${HELP}`);
      if (flags.has('apply'))
        throw new UsageProblem(`--apply is no option of porchlight settings export. ${HELP}`);
      return { task, folder: parseFolder(texts, context), output: texts.get('output') ?? '-' };
    case 'import':
      if (path === undefined || path === '')
        throw new UsageProblem('Say which file: porchlight settings import FILE.');
      if (extra !== undefined) throw new UsageProblem(`porchlight settings import takes one file. ${HELP}`);
      if (texts.has('output'))
        throw new UsageProblem(`--output is no option of porchlight settings import. ${HELP}`);
      return { task, folder: parseFolder(texts, context), path, applies: flags.has('apply') };
    default:
      throw new UsageProblem(
        `Say what to do with the settings: porchlight settings export or import. ${HELP}`,
      );
  }
}
