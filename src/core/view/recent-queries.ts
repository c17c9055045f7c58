const MAX_RECENT = 20;

/** The list with a query at its front, each query once. An empty query is not added. */
export function addRecent(recent: readonly string[], query: string): readonly string[] {
  const text = query.trim();
  if (text === '') return recent;
  return [text, ...recent.filter((other) => other !== text)].slice(0, MAX_RECENT);
}
