import type { ChildProcess } from 'node:child_process';

const running = new Set<ChildProcess>();

/**
 * Ends a process together with the test file that started it, in case its test did not come to do so.
 *
 * @returns the same process.
 */
export function endWithTests<T extends ChildProcess>(child: T): T {
  running.add(child);
  child.on('close', () => running.delete(child));
  return child;
}

// Registered for each test file that imports this one. The script that takes the README's pictures is no test.
if (process.env['VITEST'] !== undefined) {
  const { afterAll } = await import('vitest');
  afterAll(() => {
    for (const child of running) child.kill('SIGKILL');
  });
}
