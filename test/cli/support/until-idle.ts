import { readFile } from 'node:fs/promises';
import { expect } from 'vitest';

/** Resolves when a process uses no CPU any more: it has taken in all that was sent, however slow the machine is. */
export async function untilIdle(pid: number | undefined): Promise<void> {
  const ticks = async (): Promise<string> => {
    const stat = await readFile(`/proc/${String(pid)}/stat`, 'utf8').catch(() => '');
    return stat.split(' ').slice(13, 15).join(' ');
  };
  let before = '';
  await expect
    .poll(
      async () => {
        const now = await ticks();
        const idle = now === before;
        before = now;
        return idle;
      },
      { timeout: 40_000, interval: 500 },
    )
    .toBe(true);
}
