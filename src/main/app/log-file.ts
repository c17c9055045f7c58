import { appendFileSync, chmodSync, renameSync, statSync } from 'node:fs';
import type { Clock } from '../../core/clock.ts';
import { DESCRIBED_ERROR, describeError } from '../../core/ipc/describe-error.ts';
import { PRIVATE_MODE } from '../../node/whole-file.ts';

/** Two files of this size at most. */
const MAX_LOG_BYTES = 512 * 1024;

/**
 * What may be in the log: a code, a number, an id that we made ourselves or a place in our own code.
 * Never text of a server or a person, so it can't contain a secret.
 */
export type LogFacts = Readonly<Record<string, number | boolean | SafeWord>>;

/** `a-z`, digits, `.`, `_`, `:` and `-` only. Anything else is written as `?`. */
export type SafeWord = string;

export type LogFile = ReturnType<typeof openLogFile>;

/** `porchlight.log`, one line for each entry, rotated once to `porchlight.old.log`. A failure to write it is ignored. */
export function openLogFile(path: string, clock: Clock) {
  function append(line: string): void {
    try {
      const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
      if (size > MAX_LOG_BYTES) renameSync(path, path.replace(/\.log$/, '.old.log'));
      appendFileSync(path, `${new Date(clock.now()).toISOString()} ${line}\n`, { mode: PRIVATE_MODE });
      if (size === 0) chmodSync(path, PRIVATE_MODE);
    } catch {
      // There is nowhere to report this.
    }
  }

  return {
    write(what: SafeWord, facts: LogFacts = {}): void {
      const words = Object.entries(facts).map(([name, value]) => `${safe(name)}=${safe(String(value))}`);
      append([safe(what), ...words].join(' '));
    },
    /** Logs the name of an error and its place in the code. Its message is left out, because messages quote values. */
    writeError(what: SafeWord, error: unknown): void {
      append(`${safe(what)} ${describeError(error)}`);
    },
    /** The same for an error described by `describeError`. Anything else is not written. */
    writeDescribed(what: SafeWord, description: string): void {
      append(`${safe(what)} ${DESCRIBED_ERROR.test(description) ? description : '?'}`);
    },
  };
}

function safe(word: string): string {
  return word.length <= 80 && /^[\w.:-]+$/.test(word) ? word : '?';
}
