import type { Histogram } from '../../core/history/history.ts';
import type { RequestArgs } from '../../core/ipc/table.ts';
import { bridge } from './bridge.ts';

const asking = new Map<string, Promise<Histogram>>();

/** Asks main how many events there were when. Who asks the same while the answer is on its way gets that answer, too. */
export function askHistogram(...args: RequestArgs<'readHistogram'>): Promise<Histogram> {
  const key = JSON.stringify(args);
  const same = asking.get(key);
  if (same !== undefined) return same;
  const answer = bridge()
    .readHistogram(...args)
    .finally(() => asking.delete(key));
  asking.set(key, answer);
  return answer;
}
