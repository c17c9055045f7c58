import { createHistogram, type RecordableHistogram } from 'node:perf_hooks';

/** How often is looked. */
const INTERVAL_MS = 1;

/**
 * By how much the event loop is late through the work of its own process: the processor time that it has used between two
 * looks. On a machine that others use, being late by the clock is mostly waiting for a processor.
 *
 * @returns stops it; the histogram is in microseconds
 */
export function watchOwnLag(): () => RecordableHistogram {
  const histogram = createHistogram();
  let before = process.cpuUsage();
  const timer = setInterval(() => {
    const { user, system } = process.cpuUsage(before);
    before = process.cpuUsage();
    histogram.record(Math.max(1, user + system));
  }, INTERVAL_MS);
  return () => {
    clearInterval(timer);
    return histogram;
  };
}
