import { readFileSync } from 'node:fs';

/** What a consumer tells of its run, as one line of JSON on standard output. */
export interface Reading {
  readonly events: number;
  readonly seconds: number;
  /** Processor time, user and system: of the whole process with all threads, or of its main thread alone. */
  readonly cpuSeconds: number;
}

export interface Meter {
  /** Counts one event. */
  count(): void;
  /** Prints the reading. */
  stop(): void;
}

/** Counts events and measures from the `warmUp`-th on, so that a just-in-time compiler has had its time. */
export function createMeter(warmUp: number, threads: 'all' | 'main' = 'all'): Meter {
  const read = threads === 'all' ? readProcessSeconds : readMainThreadSeconds;
  let events = 0;
  let startedMs = 0;
  let cpuAtStart = 0;
  return {
    count() {
      events += 1;
      if (events !== warmUp) return;
      startedMs = performance.now();
      cpuAtStart = read();
    },
    stop() {
      const reading: Reading = {
        events: events - warmUp,
        seconds: (performance.now() - startedMs) / 1e3,
        cpuSeconds: read() - cpuAtStart,
      };
      process.stdout.write(`${JSON.stringify(reading)}\n`);
    },
  };
}

function readProcessSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** Linux only: https://docs.kernel.org/scheduler/sched-stats.html has nanoseconds on a processor first. */
function readMainThreadSeconds(): number {
  const pid = String(process.pid);
  return Number(readFileSync(`/proc/${pid}/task/${pid}/schedstat`, 'latin1').split(' ')[0]) / 1e9;
}

/** The address of the stream, the number of its events and how many of them are for warming up. */
export function readArguments(): { readonly url: string; readonly total: number; readonly warmUp: number } {
  const [, , url = '', total, warmUp] = process.argv;
  return { url, total: Number(total), warmUp: Number(warmUp) };
}
