import { build } from 'esbuild';
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ENTRY = fileURLToPath(new URL('../../../src/cli/porchlight.ts', import.meta.url));
const PACKAGES = fileURLToPath(new URL('../../../node_modules', import.meta.url));

/** The program bundled as the build does it, in a folder of its own. */
export interface TerminalProgram {
  run(argv: readonly string[], options?: RunOptions): ProgramRun;
  /** Kills what still runs and removes the folder. */
  remove(): Promise<void>;
}

export interface RunOptions {
  /** The whole environment, but for `PATH`. */
  readonly env?: Readonly<Record<string, string>>;
  /** Standard input, ended after it. Without it there is none. */
  readonly input?: string;
  /** Nobody reads standard output until `readStdout()`. */
  readonly isStdoutUnread?: boolean;
  /** Standard output goes to this open file instead. */
  readonly stdoutFile?: number;
}

export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface ProgramRun {
  readonly stdout: string;
  readonly stderr: string;
  readonly ending: Promise<Ending>;
  readonly child: ChildProcess;
  /** Resolves when the pattern is in both outputs taken together; rejects when the program ends without it. */
  waitFor(pattern: RegExp): Promise<void>;
  readStdout(): void;
}

export async function buildTerminalProgram(): Promise<TerminalProgram> {
  const folder = await mkdtemp(join(tmpdir(), 'porchlight-cli-'));
  const outfile = join(folder, 'porchlight.mjs');
  // What is native is found from the bundle, as it is in the project.
  await symlink(PACKAGES, join(folder, 'node_modules'), 'junction');
  await build({
    entryPoints: [ENTRY],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    external: ['@photostructure/sqlite'],
    banner: {
      js: "import { createRequire as requireFrom } from 'node:module';\nconst require = requireFrom(import.meta.url);",
    },
    logLevel: 'warning',
    define: { __PORCHLIGHT_VERSION__: '"1.2.3"' },
  });
  const children = new Set<ChildProcess>();
  return {
    run(argv, options = {}) {
      const run = start(outfile, argv, options);
      children.add(run.child);
      return run;
    },
    async remove() {
      for (const child of children) child.kill('SIGKILL');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function start(
  outfile: string,
  argv: readonly string[],
  { env = {}, input, isStdoutUnread, stdoutFile }: RunOptions,
): ProgramRun {
  const child: ChildProcess = spawn(process.execPath, [outfile, ...argv], {
    env: { PATH: process.env['PATH'] ?? '', TZ: 'UTC', ...env },
    stdio: [input === undefined ? 'ignore' : 'pipe', stdoutFile ?? 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  const onOutput = new Set<() => void>();
  const readStdout = (): void => {
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      for (const fn of onOutput) fn();
    });
  };
  if (isStdoutUnread !== true) readStdout();
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
    for (const fn of onOutput) fn();
  });
  child.stdin?.on('error', () => undefined);
  if (input !== undefined) child.stdin?.end(input);
  const ending = new Promise<Ending>((resolve) => {
    const onEnd = (code: number | null, signal: NodeJS.Signals | null): void => {
      resolve({ code, signal });
    };
    child.on(isStdoutUnread === true ? 'exit' : 'close', onEnd);
  });
  return {
    get stdout() {
      return stdout;
    },
    get stderr() {
      return stderr;
    },
    ending,
    child,
    readStdout,
    waitFor: (pattern) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (!pattern.test(stdout + stderr)) return;
          onOutput.delete(look);
          resolve();
        };
        onOutput.add(look);
        void ending.then(() => {
          reject(new Error(`ended without ${String(pattern)}:\n${stdout}${stderr}`));
        });
        look();
      }),
  };
}
