import type { Environment } from './command.ts';

/** The process, as far as this program needs it. */
export interface Terminal {
  readonly argv: readonly string[];
  readonly env: Environment;
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  /** Aborts when a person asks for the end. */
  readonly signal: AbortSignal;
}
