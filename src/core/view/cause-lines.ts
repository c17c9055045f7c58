import type { Row } from '../events/row.ts';
import type { CauseNode } from '../chain/cause-chain.ts';

/** A line of a cause tree, ready to draw. */
export interface CauseLine {
  readonly row: Row;
  /** 1 for a root. */
  readonly level: number;
  /** Position among its siblings from 1, and their number. */
  readonly place: number;
  readonly siblings: number;
  /** Milliseconds after the first event of the chain. */
  readonly afterMs: number;
}

/** A longer tree is first shown in part. */
const MAX_LINES = 24;

/** All lines, parents before their children. */
export function toCauseLines(roots: readonly CauseNode[]): readonly CauseLine[] {
  const startedAt = Math.min(...roots.map(({ row }) => row.at));
  const lines: CauseLine[] = [];
  function visit(nodes: readonly CauseNode[], level: number): void {
    nodes.forEach(({ row, children }, place) => {
      const afterMs = Math.max(0, row.at - startedAt);
      lines.push({ row, level, place: place + 1, siblings: nodes.length, afterMs });
      visit(children, level + 1);
    });
  }
  visit(roots, 1);
  return lines;
}

/** The part of a large tree around the event: its causes, its effects, and its siblings, in the order of the tree. */
export function mainLines(lines: readonly CauseLine[], seq: number): readonly CauseLine[] {
  const own = lines.findIndex(({ row }) => row.seq === seq);
  if (lines.length <= MAX_LINES || own === -1) return lines;
  const kept = new Set<number>();
  let level = Infinity;
  for (let at = own; at >= 0; at -= 1) {
    const line = lines[at];
    if (line === undefined || line.level >= level) continue;
    level = line.level;
    kept.add(at);
  }
  const around = lines.map((_line, at) => at).sort((a, b) => Math.abs(a - own) - Math.abs(b - own));
  for (const at of around) if (kept.size < MAX_LINES) kept.add(at);
  return lines.filter((_line, at) => kept.has(at));
}

/** "+509 ms", "+1.5 s", "+3 min 2 s". */
export function describeAfter(afterMs: number): string {
  if (afterMs < 1_000) return `+${String(Math.round(afterMs))} ms`;
  if (afterMs < 60_000) return `+${String(Math.round(afterMs / 100) / 10)} s`;
  const seconds = Math.round(afterMs / 1_000);
  if (seconds < 3_600) return `+${String(Math.floor(seconds / 60))} min ${String(seconds % 60)} s`;
  const minutes = Math.round(seconds / 60);
  return `+${String(Math.floor(minutes / 60))} h ${String(minutes % 60)} min`;
}
