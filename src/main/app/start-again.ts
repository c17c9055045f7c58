import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Tenths of a second: `QUIT_WITHIN_MS` is over by then, also where nobody asks after a process that has ended. */
const WAITS = 100;
/**
 * Waits for a process and becomes another. Chromium's sockets and the pipe that keeps the mount are not closed for a child of Node, and
 * would keep parts of the old app alive. Exported for the tests.
 */
export const WAIT_AND_START = `
for fd in /proc/self/fd/*; do
  fd="\${fd##*/}"
  # Other shells than bash read a number of two digits as a command.
  if [ "$fd" -gt 2 ] && { [ "$fd" -lt 10 ] || [ -n "$BASH_VERSION" ]; }; then eval "exec $fd>&-"; fi
done
left=${String(WAITS)}
while kill -0 "$1" 2>/dev/null && [ "$left" -gt 0 ]; do left=$((left - 1)); sleep 0.1; done
shift
exec "$@"
`;

/**
 * Starts an AppImage once a process has ended. Electron's `relaunch` can't: what it starts may gain no rights, and `fusermount`, which
 * mounts an AppImage, needs some. So it would end with 127 and no window.
 *
 * @param env of the process that ends
 */
export function startImageAfter(
  pid: number,
  image: string,
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): void {
  const child = spawn(
    existsSync('/bin/bash') ? '/bin/bash' : '/bin/sh',
    ['-c', WAIT_AND_START, 'sh', String(pid), image, ...args],
    {
      detached: true,
      stdio: 'ignore',
      cwd: '/',
      env: withoutMount(env),
    },
  );
  // Without a shell it has to be started by hand.
  child.on('error', () => undefined);
  child.unref();
}

/**
 * An AppImage puts its folder before the paths of what it starts. That folder is gone when it ends, and in `/tmp` anybody could make it
 * again.
 */
export function withoutMount(env: Readonly<Record<string, string | undefined>>): NodeJS.ProcessEnv {
  const { APPDIR: mount } = env;
  if (mount === undefined || mount === '') return { ...env };
  const isInside = (path: string): boolean => path === mount || path.startsWith(`${mount}/`);
  const kept = Object.entries(env).flatMap(([name, value]) => {
    const paths = value?.split(':') ?? [];
    const others = paths.filter((path) => !isInside(path));
    if (others.length === paths.length) return [[name, value] as const];
    const rest = others.join(':');
    return rest === '' ? [] : [[name, rest] as const];
  });
  return Object.fromEntries(kept);
}
