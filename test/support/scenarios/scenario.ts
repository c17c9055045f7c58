import type { ScriptedAnswer } from '../scripted-answer.ts';

/** What a scenario is told about the request. */
export interface Visit {
  /** What stands behind the scenario's name in the path, decoded: `502` in `/status/502/api/stream`. */
  readonly argument: string;
  /** 1 for the first request for the same base URL and path, then 2, 3, … */
  readonly count: number;
  /** This server, and the base path of the scenario. */
  readonly origin: string;
  readonly basePath: string;
  /** Another origin, which no request may ever reach. */
  readonly trapOrigin: string;
}

/** One kind of trouble. */
export interface Scenario {
  /** For every path below the base URL; others answer `/api/` and `/api/config` as a good home does. */
  readonly isEverywhere?: true;
  readonly answer: (visit: Visit) => ScriptedAnswer;
}

export type Scenarios = Readonly<Record<string, Scenario>>;

/** The same answer for every visit. */
export const always = (answer: ScriptedAnswer): Scenario => ({ answer: () => answer });
