import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { collectGarbage } from '../../src/node/collect-garbage.ts';

/** A function of its own: what a running one has made stays in its registers. */
function makeGarbage(): WeakRef<object> {
  return new WeakRef({ name: 'dropped' });
}

describe('collectGarbage', () => {
  it('has V8 let go of what nobody holds, and of nothing else', async () => {
    const held = { name: 'held' };
    const references = [new WeakRef<object>(held), makeGarbage()];
    // What a reference was made of lives until the end of that turn of the event loop.
    await turn();
    collectGarbage();
    expect(references.map((reference) => reference.deref())).toEqual([held, undefined]);
  });
});
