import type { Failure } from '../core/stream/failure.ts';

/** Exit codes. Part of the program's interface: scripts read these numbers. */
export const EXIT = {
  /** Ended as asked: Ctrl-C, `--max-events`, `--for`, or the reader of the output went away. */
  ok: 0,
  /** A bug in Porchlight. */
  bug: 1,
  /** With `--fail-on-match`, something would have been told. The same number as for `grep`, `diff` and tests that fail. */
  matched: 1,
  /** The command line, an environment variable, the secret on standard input, a file of rules or of events is wrong. */
  usage: 2,
  /** The server answered 401. Not tried again: Home Assistant counts each one as a failed login. */
  unauthorized: 3,
  /** The server answered 403: this computer's address is banned. */
  forbidden: 4,
  /** Any other reason for which trying again would not help. */
  stopped: 5,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Ends the run. The message is a sentence or two: what is wrong and what to do. Never contains a value that may be secret. */
export class Problem extends Error {
  override readonly name: string = 'Problem';
  readonly exitCode: ExitCode = EXIT.stopped;
}

/** What was asked for is wrong: the command line, an environment variable, the secret. */
export class UsageProblem extends Problem {
  override readonly name = 'UsageProblem';
  override readonly exitCode = EXIT.usage;
}

/** Standard output could not be written. `code` is the system's. */
export function outputProblem(code: string): Problem {
  return new Problem(`The output could not be written (${code}). Check the disk or the program behind it.`);
}

/** Exit code of a connection that has stopped for good. */
export function toExitCode(reason: Failure): ExitCode {
  switch (reason.code) {
    case 'unauthorized':
    case 'not-admin':
      return EXIT.unauthorized;
    case 'banned':
      return EXIT.forbidden;
    default:
      return EXIT.stopped;
  }
}
