import type { Decision } from './engine.ts';

const LOUDNESS: readonly Decision['level'][] = ['quiet', 'normal', 'important', 'critical'];

/** The loudest that may tell of each thing that happened, else the first of its owner's rules. */
export function loudest(decisions: readonly Decision[]): readonly Decision[] {
  const kept = new Set([...byThing(decisions).values()].map(([first]) => first));
  return decisions.filter((each) => kept.has(each));
}

/** By the loudest of each thing: the others that may tell of it as well, loudest first. */
export function othersByLoudest(decisions: readonly Decision[]): ReadonlyMap<Decision, readonly Decision[]> {
  return new Map(
    [...byThing(decisions).values()].map(([first, ...others]) => [
      first,
      others.filter(({ verdict }) => verdict === 'tell'),
    ]),
  );
}

/** Each thing that happened with what was decided about it, loudest first. */
function byThing(decisions: readonly Decision[]): ReadonlyMap<string, [Decision, ...Decision[]]> {
  const found = new Map<string, [Decision, ...Decision[]]>();
  for (const each of decisions.toSorted((a, b) => rankOf(b) - rankOf(a) || a.order - b.order)) {
    const key = `${each.thing}\n${String(each.seq)}\n${each.rule.timing.kind}`;
    const before = found.get(key);
    if (before === undefined) found.set(key, [each]);
    else before.push(each);
  }
  return found;
}

/** One that may tell is before any that may not. */
function rankOf({ verdict, level }: Decision): number {
  return verdict === 'tell' ? 1 + LOUDNESS.indexOf(level) : 0;
}
