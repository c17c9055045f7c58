import { hasTerm, withoutTerm, withTerm } from '../query/edit-query.ts';

/** A server as a query names it. */
interface Named {
  readonly id: string;
  readonly name: string;
}

/** The one server that a query is limited to; `null` where it is limited to none or to several. */
export function filteredServer<T extends Named>(query: string, servers: readonly T[]): T | null {
  const named = servers.filter(
    ({ id, name }) => hasTerm(query, 'server', name) || hasTerm(query, 'server', id),
  );
  const [only] = named;
  return named.length === 1 && only !== undefined ? only : null;
}

/** The query limited to one server, or to none with `null`. The rest of it stays. */
export function withServer(query: string, servers: readonly Named[], server: Named | null): string {
  let base = query;
  for (const { id, name } of servers) {
    base = withoutTerm(withoutTerm(base, 'server', name), 'server', id);
  }
  return server === null ? base : withTerm(base, 'server', valueOf(servers, server));
}

/** People read names; two servers may have the same. */
function valueOf(servers: readonly Named[], { id, name }: Named): string {
  const same = name.toLowerCase();
  const isAlone = servers.every((other) => other.id === id || other.name.toLowerCase() !== same);
  return isAlone ? name : id;
}
