/**
 * Prints one plain sentence about what a script does now. It goes to standard error, so that a script's standard output stays
 * free for its result.
 *
 * @param {string} sentence
 */
export function say(sentence) {
  process.stderr.write(`${sentence}\n`);
}

/**
 * Bytes in the unit people read download sizes in: decimal megabytes.
 *
 * @param {number} bytes
 */
export function describeMegabytes(bytes) {
  return `${String(Math.round(bytes / 1_000_000))} MB`;
}

/**
 * What went wrong, in one line without a stack.
 *
 * @param {unknown} error
 */
export function describeError(error) {
  return error instanceof Error ? error.message : String(error);
}

/**
 * A sentence that is repeated at most once in `intervalMs`, for progress that changes many times a second.
 *
 * @param {(sentence: string) => void} print
 * @param {number} intervalMs
 * @returns {(sentence: string) => void}
 */
export function createProgress(print, intervalMs = 2_000) {
  let nextAtMs = 0;
  return (sentence) => {
    const nowMs = Date.now();
    if (nowMs < nextAtMs) return;
    nextAtMs = nowMs + intervalMs;
    print(sentence);
  };
}
