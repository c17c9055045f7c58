import { prettifyId } from '../events/entity-name.ts';
import type { Row } from '../events/row.ts';

/** Runs that are remembered; a page of the log has some dozens. */
const MAX_RUNS = 5_000;

const RUNS: ReadonlySet<string> = new Set(['automation_triggered', 'script_started']);

/** A run of an automation or script, which has a context of its own. */
interface Run {
  readonly entity: string;
  readonly name: string;
}

/**
 * Names the automation or script that caused a row: all that it does has the context of its run, whose first event names it. Rows are
 * looked at together, and what they say of runs is remembered for others.
 */
export function createRunNames() {
  const runs = new Map<string, Run>();

  const keyOf = ({ serverId, context = '' }: Row): string => `${serverId}\n${context}`;

  function note(row: Row): void {
    if (row.context === undefined || !RUNS.has(row.type)) return;
    runs.set(keyOf(row), { entity: row.subject, name: row.name ?? prettifyId(row.subject) });
    const [oldest] = runs.size > MAX_RUNS ? runs.keys() : [];
    if (oldest !== undefined) runs.delete(oldest);
  }

  /** The row as it is sent. */
  function name(row: Row): Row {
    const { context, ...sent } = row;
    if (context === undefined) return row;
    const run = row.by === undefined && row.user === undefined ? runs.get(keyOf(row)) : undefined;
    // It does not cause itself.
    return run === undefined || run.entity === row.subject
      ? sent
      : { ...sent, by: run.name, run: run.entity };
  }

  return <T extends Row | null>(rows: readonly T[]): readonly T[] => {
    for (const row of rows) if (row !== null) note(row);
    return rows.map((row) => (row === null ? row : (name(row) as T)));
  };
}
