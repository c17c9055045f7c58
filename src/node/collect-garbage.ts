/**
 * Has V8 collect the garbage of this thread and give its memory back, as a browser does under memory pressure. Takes some tens of
 * milliseconds, in which the thread does nothing else. Without an inspector in the runtime nothing happens. Never rejects.
 *
 * V8 by itself lets a heap grow to a multiple of what lives before it looks at all of it, and then keeps the pages. The other way to
 * ask for it, `gc()` of `--expose-gc`, keeps them as well.
 * https://chromedevtools.github.io/devtools-protocol/v8/HeapProfiler/#method-collectGarbage
 */
export async function collectGarbage(): Promise<void> {
  try {
    // Not at the top: a Node without an inspector throws when it is asked for the module.
    const { Session } = await import('node:inspector');
    const session = new Session();
    session.connect();
    // V8 does it in a turn of its own, and not at all for a session that has left.
    await new Promise<void>((resolve) => {
      session.post('HeapProfiler.collectGarbage', () => {
        resolve();
      });
    });
    session.disconnect();
  } catch {
    // Then the memory stays as it is.
  }
}
