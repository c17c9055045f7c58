/** Runs jobs one after another. */
export interface Queue {
  /** The job's outcome, or `null` when too many wait already and it is not run at all. */
  run<T>(job: () => Promise<T>): Promise<T | null>;
}

/** A queue of at most `maxWaiting` jobs, the running one included. A job that rejects does not stop the next. */
export function createQueue(maxWaiting: number): Queue {
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  return {
    run(job) {
      if (waiting >= maxWaiting) return Promise.resolve(null);
      waiting += 1;
      const outcome = last.then(job, job).finally(() => {
        waiting -= 1;
      });
      last = outcome;
      return outcome;
    },
  };
}
