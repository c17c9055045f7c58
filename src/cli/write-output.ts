import { basename } from 'node:path';
import { describeUnwritable } from '../node/describe-file-problem.ts';
import { openReplacementFile } from '../node/whole-file.ts';
import { createAwaitedOutput } from './awaited-output.ts';
import type { Terminal } from './command.ts';
import { Problem } from './exit-code.ts';
import { toTerminalText } from './terminal-text.ts';

/**
 * Writes a text to standard output, or whole to a file, and then says so.
 *
 * @param output a path, or `-` for standard output
 * @param what is in the file: "8 rules"
 * @throws Problem
 */
export async function writeOutput(
  text: string,
  output: string,
  what: string,
  { stdout, stderr, signal }: Terminal,
): Promise<void> {
  if (output === '-') {
    const { write, end } = createAwaitedOutput(stdout, signal);
    await write(text);
    await end();
    return;
  }
  const name = basename(output);
  try {
    const file = await openReplacementFile(output);
    await file.write(text).catch(async (error: unknown) => {
      await file.discard();
      throw error;
    });
    await file.commit();
  } catch (error) {
    throw new Problem(describeUnwritable(error, name));
  }
  stderr.write(`${what} in ${toTerminalText(name)}.\n`);
}
