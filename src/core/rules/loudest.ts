import type { Decision } from './engine.ts';

const LOUDNESS: readonly Decision['level'][] = ['quiet', 'normal', 'important', 'critical'];

/** The loudest that may tell of each thing that happened, else the first of its owner's rules. */
export function loudest(decisions: readonly Decision[]): readonly Decision[] {
  const byThing = new Map<string, Decision>();
  for (const each of decisions.toSorted((a, b) => rankOf(b) - rankOf(a) || a.order - b.order)) {
    const key = `${each.thing}\n${String(each.seq)}\n${each.rule.timing.kind}`;
    if (!byThing.has(key)) byThing.set(key, each);
  }
  const kept = new Set(byThing.values());
  return decisions.filter((each) => kept.has(each));
}

/** One that may tell is before any that may not. */
function rankOf({ verdict, level }: Decision): number {
  return verdict === 'tell' ? 1 + LOUDNESS.indexOf(level) : 0;
}
