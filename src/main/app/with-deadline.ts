import type { Clock } from '../../core/clock.ts';

/** Resolves or rejects as `work` does, or rejects after `deadlineMs`. The work itself goes on. */
export function withDeadline<T>(work: Promise<T>, deadlineMs: number, clock: Clock): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = clock.after(deadlineMs, () => {
      reject(new Error('No answer within the deadline.'));
    });
    void work.then(resolve, reject).finally(stop);
  });
}
