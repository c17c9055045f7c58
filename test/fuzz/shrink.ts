/** Tries before a smaller input is given up. */
const MAX_TRIES = 3_000;

/**
 * A small input that still fails: takes ever smaller stretches out as long as it does, then makes characters plain
 * (Zeller and Hildebrandt, "Simplifying and isolating failure-inducing input", 2002).
 */
export async function shrink(input: string, fails: (input: string) => Promise<boolean>): Promise<string> {
  let smallest = input;
  let tries = 0;

  async function take(candidate: string): Promise<boolean> {
    tries += 1;
    if (tries > MAX_TRIES || !(await fails(candidate))) return false;
    smallest = candidate;
    return true;
  }

  for (let size = Math.ceil(smallest.length / 2); size > 0; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = 0; at < smallest.length;) {
      if (!(await take(smallest.slice(0, at) + smallest.slice(at + size)))) at += size;
    }
  }
  for (let at = 0; at < smallest.length; at += 1) {
    if (smallest[at] !== 'a') await take(`${smallest.slice(0, at)}a${smallest.slice(at + 1)}`);
  }
  return smallest;
}
