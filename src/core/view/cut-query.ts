/**
 * A query without the cleared rows: those up to this seq. The list begins after it, so the counts must
 * begin there too.
 *
 * @param text a query that can be parsed.
 * @param seq `null` if nothing was cleared.
 */
export function withCut(text: string, seq: number | null): string {
  if (seq === null) return text;
  const rest = `seq:>${String(seq)}`;
  return text.trim() === '' ? rest : `(${text}) ${rest}`;
}
