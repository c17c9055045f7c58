import type { ConnectionState } from '../stream/failure.ts';

/** How the servers that are switched on stand. */
export interface Standing {
  readonly wanted: number;
  readonly live: number;
  /** Not live, and Porchlight goes on trying. */
  readonly away: number;
  /** Not live until a person does something. */
  readonly stopped: number;
}

/** Counts the servers by their state. Those that are switched off do not count. */
export function countServers(servers: readonly { readonly state: ConnectionState }[]): Standing {
  const count = (...kinds: readonly ConnectionState['kind'][]): number =>
    servers.filter(({ state }) => kinds.includes(state.kind)).length;
  const [live, away, stopped] = [count('live'), count('connecting', 'waiting'), count('stopped')];
  return { wanted: live + away + stopped, live, away, stopped };
}

/** "2 of 15 live" */
export function describeLive({ wanted, live }: Standing): string {
  return `${String(live)} of ${String(wanted)} live`;
}

/** "13 of 15 servers are out of reach", "12 of 15 servers are out of reach, 1 needs you"; empty where all are live. */
export function describeAway({ wanted, away, stopped }: Standing): string {
  const of = (count: number): string => `${String(count)} of ${String(wanted)} servers`;
  const need = stopped === 1 ? 'needs you' : 'need you';
  if (away === 0) return stopped === 0 ? '' : `${of(stopped)} ${need}`;
  const lost = `${of(away)} ${away === 1 ? 'is' : 'are'} out of reach`;
  return stopped === 0 ? lost : `${lost}, ${String(stopped)} ${need}`;
}
