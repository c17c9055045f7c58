import type { Terminal } from './command.ts';
import { EXIT, Problem, type ExitCode } from './exit-code.ts';
import { HELP } from './help.ts';
import { parseArguments } from './parse-arguments.ts';
import { runDiagnostics } from './run-diagnostics.ts';
import { runExport } from './run-export.ts';
import { runHistory } from './run-history.ts';
import { runRules } from './run-rules.ts';
import { runSettings } from './run-settings.ts';
import { runTailSession } from './tail-session.ts';
import { openTailRules } from './tail-rules.ts';
import { openTarget } from './tail-target.ts';
import { VERSION } from '../node/version.ts';

/** The whole program, except for the handling of the process. Resolves with the exit code. */
export async function runPorchlight(terminal: Terminal): Promise<ExitCode> {
  try {
    return await runCommand(terminal);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    terminal.stderr.write(`porchlight: ${error.message}\n`);
    return error.exitCode;
  }
}

async function runCommand(terminal: Terminal): Promise<ExitCode> {
  const { argv, env, stdin, stdout, stderr, signal } = terminal;
  const now = Date.now();
  const command = parseArguments(argv, { env, now, platform: process.platform });
  switch (command.kind) {
    case 'help':
      stdout.write(HELP[command.length]);
      return EXIT.ok;
    case 'version':
      stdout.write(`porchlight ${VERSION}\n`);
      return EXIT.ok;
    case 'history':
      return runHistory(command.options, terminal, now);
    case 'export':
      return runExport(command.options, terminal, now);
    case 'rules':
      return runRules(command.options, terminal, now);
    case 'settings':
      return runSettings(command.options, terminal);
    case 'diagnostics':
      return runDiagnostics(command.options, terminal, now);
    case 'tail': {
      const ask = (text: string): boolean => stderr.write(text);
      const rules = await openTailRules(command.options);
      const target = await openTarget(command.options, env, { stream: stdin, ask, signal });
      if (target === null) return EXIT.ok;
      try {
        return await runTailSession(command.options, rules, target, terminal);
      } finally {
        await target.close();
      }
    }
  }
}
