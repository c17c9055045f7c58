import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/**
 * How a command ended. `code` is its exit code; 127 when it could not be started, 128 when a signal ended it.
 *
 * @typedef {{ code: number, output: string }} CommandResult
 */

/**
 * Runs a command to its end. Never throws: a command that can't be started is a result with code 127.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{
 *   cwd?: string,
 *   env?: NodeJS.ProcessEnv,
 *   show?: boolean,
 *   onLine?: (line: string) => void,
 *   signal?: AbortSignal,
 * }} [options] `show` sends the output to the terminal instead of collecting it; `onLine` sees each line of standard output as it
 *   comes; `signal` ends the command.
 * @returns {Promise<CommandResult>} `output` is standard output and standard error as they came, empty with `show`.
 */
export function runCommand(command, args, { cwd, env = process.env, show = false, onLine, signal } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env,
      signal,
      stdio: show ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const collect = (/** @type {Buffer} */ chunk) => {
      output += chunk.toString('utf8');
    };
    child.stdout?.on('data', collect);
    child.stderr?.on('data', collect);
    if (child.stdout && onLine) createInterface({ input: child.stdout }).on('line', onLine);
    child.on('error', (error) => {
      resolve({ code: 127, output: `${output}${error.message}\n` });
    });
    child.on('close', (code) => {
      resolve({ code: code ?? 128, output });
    });
  });
}
