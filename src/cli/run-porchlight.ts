import { EXIT, type ExitCode } from './exit-code.ts';
import { FULL_HELP, SHORT_HELP } from './help.ts';
import { parseArguments } from './parse-arguments.ts';
import { runExport } from './run-export.ts';
import { runHistory } from './run-history.ts';
import { runTailSession } from './tail-session.ts';
import { openTarget } from './tail-target.ts';
import type { Terminal } from './terminal.ts';
import { PORCHLIGHT_VERSION } from './version.ts';

/** The whole program, but for the process's own matters. Resolves with the exit code. */
export async function runPorchlight(terminal: Terminal): Promise<ExitCode> {
  const { argv, env, stdin, stdout, stderr, signal } = terminal;
  const now = Date.now();
  const parsed = parseArguments(argv, { env, now, platform: process.platform });
  if (!parsed.ok) return refuse(terminal, parsed.problem);
  const { command } = parsed;
  switch (command.kind) {
    case 'help':
      stdout.write(command.length === 'full' ? FULL_HELP : SHORT_HELP);
      return EXIT.ok;
    case 'version':
      stdout.write(`porchlight ${PORCHLIGHT_VERSION}\n`);
      return EXIT.ok;
    case 'history':
      return runHistory(command.options, terminal, now);
    case 'export':
      return runExport(command.options, terminal, now);
    case 'tail': {
      const ask = (text: string): boolean => stderr.write(text);
      const target = await openTarget(command.options, env, { stream: stdin, ask, signal });
      if (target.ok === 'ended') return EXIT.ok;
      if (!target.ok) return refuse(terminal, target.problem);
      try {
        return await runTailSession(command.options, target, terminal);
      } finally {
        await target.close();
      }
    }
  }
}

function refuse({ stderr }: Terminal, problem: string): ExitCode {
  stderr.write(`porchlight: ${problem}\n`);
  return EXIT.usage;
}
