/**
 * A signal that aborts with the first of the given ones, as `AbortSignal.any` does, which the Node of Electron 25 has not. Both given
 * signals live as long as the program's run.
 */
export function anySignal(first: AbortSignal, second: AbortSignal): AbortSignal {
  const either = new AbortController();
  for (const signal of [first, second]) {
    if (signal.aborted) either.abort(signal.reason);
    signal.addEventListener('abort', () => {
      either.abort(signal.reason);
    });
  }
  return either.signal;
}
