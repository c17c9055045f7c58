import { spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { HomeAssistantRelease } from './versions.ts';

/** A started server process. It ends by itself when this process ends, however it ends. */
export interface HomeAssistantProcess {
  readonly pid: number;
  /** The exit code or signal, or null while it runs. */
  exited(): string | null;
  /** Sends SIGTERM and waits for the exit. After `limitMs` it is killed, and the promise is rejected. */
  stop(limitMs: number): Promise<void>;
}

const pythonFolder = fileURLToPath(new URL('./python/', import.meta.url));

function whenExited(child: ChildProcessWithoutNullStreams): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, signal) => resolve(signal ?? `code ${code}`));
  });
}

/** Starts a release on a configuration folder. `onOutput` gets all it prints, from both streams. */
export function spawnHomeAssistant(
  python: string,
  release: HomeAssistantRelease,
  configFolder: string,
  onOutput: (text: string) => void,
): HomeAssistantProcess {
  const compat = release.compatFile === null ? '-' : join(pythonFolder, release.compatFile);
  const launch = ['-I', join(pythonFolder, 'launch.py'), compat, '--skip-pip', '--config', configFolder];
  // Standard input stays open and unused: launch.py takes its end for the end of this process.
  const child = spawn(python, launch, { cwd: configFolder, stdio: ['pipe', 'pipe', 'pipe'] });
  child.stdin.on('error', () => undefined);
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8');
    stream.on('data', onOutput);
  }
  let ending: string | null = null;
  const exit = whenExited(child).then((how) => (ending = how));
  return {
    pid: child.pid ?? 0,
    exited: () => ending,
    async stop(limitMs) {
      if (ending !== null) return;
      child.kill('SIGTERM');
      let killed = false as boolean;
      const timer = setTimeout(() => {
        killed = true;
        child.kill('SIGKILL');
      }, limitMs);
      await exit;
      clearTimeout(timer);
      if (killed)
        throw new Error(
          `Home Assistant ${release.version} did not stop within ${limitMs} ms and was killed.`,
        );
    },
  };
}
