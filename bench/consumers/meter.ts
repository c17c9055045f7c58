/** What a consumer tells of its run, as one line of JSON on standard output. */
export interface Reading {
  readonly events: number;
  readonly seconds: number;
  /** Processor time of the whole process, all threads, user and system. */
  readonly cpuSeconds: number;
}

export interface Meter {
  /** Counts one event. */
  count(): void;
  /** Prints the reading. */
  stop(): void;
}

/** Counts events and measures from the `warmUp`-th on, so that a just-in-time compiler has had its time. */
export function createMeter(warmUp: number): Meter {
  let events = 0;
  let startedMs = 0;
  let cpuAtStart = process.cpuUsage();
  return {
    count() {
      events += 1;
      if (events !== warmUp) return;
      startedMs = performance.now();
      cpuAtStart = process.cpuUsage();
    },
    stop() {
      const { user, system } = process.cpuUsage(cpuAtStart);
      const reading: Reading = {
        events: events - warmUp,
        seconds: (performance.now() - startedMs) / 1e3,
        cpuSeconds: (user + system) / 1e6,
      };
      process.stdout.write(`${JSON.stringify(reading)}\n`);
    },
  };
}

/** The address of the stream, the number of its events and how many of them are for warming up. */
export function readArguments(): { readonly url: string; readonly total: number; readonly warmUp: number } {
  const [, , url = '', total, warmUp] = process.argv;
  return { url, total: Number(total), warmUp: Number(warmUp) };
}
