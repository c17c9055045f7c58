import type { Histogram } from '../../core/history/history.ts';
import type { RequestArgs } from '../../core/ipc/table.ts';
import { bridge } from './bridge.ts';

const asking = new Map<string, Promise<Histogram>>();

/** Asks main for a histogram. The same question while one is pending gets the same answer. */
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
