import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { endWithTests } from './owned-processes.ts';

export type SessionPart = 'tray' | 'notifications' | 'keyring';

const sessionScript = fileURLToPath(new URL('session.sh', import.meta.url));
/** Says what the session's variables are, then holds it open until its input ends. */
const holder = 'process.stdout.write(JSON.stringify(process.env) + "\\n"); process.stdin.resume();';

/**
 * Starts a session of its own that lacks some parts, and puts this process into it.
 *
 * @returns the way back: ends it and returns to the session before.
 */
export async function enterSessionWithout(parts: readonly SessionPart[]): Promise<() => Promise<void>> {
  const child = endWithTests(
    spawn('bash', [sessionScript, process.execPath, '-e', holder], {
      env: { ...process.env, PORCHLIGHT_SESSION_WITHOUT: parts.join(' ') },
      stdio: ['pipe', 'pipe', 'inherit'],
    }),
  );
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  const before = { ...process.env };
  replaceEnv(z.record(z.string(), z.string()).parse(JSON.parse(line)));
  return async () => {
    replaceEnv(before);
    const closed = once(child, 'close');
    child.stdin.end();
    await closed;
  };
}

function replaceEnv(next: Readonly<Record<string, string | undefined>>): void {
  for (const name of Object.keys(process.env))
    if (next[name] === undefined) Reflect.deleteProperty(process.env, name);
  for (const [name, value] of Object.entries(next)) if (value !== undefined) process.env[name] = value;
}
