/**
 * A query that leaves out what was cleared: rows up to this seq. The list is cut there, and what is counted has to be cut
 * at the same place.
 *
 * @param text a query that can be parsed.
 * @param seq `null` where nothing was cleared.
 */
export function withCut(text: string, seq: number | null): string {
  if (seq === null) return text;
  const rest = `seq:>${String(seq)}`;
  return text.trim() === '' ? rest : `(${text}) ${rest}`;
}
