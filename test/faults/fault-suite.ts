import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createWorld, type Spoil, type World } from './world.ts';

/** One row of the table of faults. */
export interface FaultScenario {
  /** N network, A access, S stream, P person and machine. */
  readonly id: string;
  readonly title: string;
  /** What Porchlight does about it, in a few words for the table. */
  readonly expected: string;
  /** Throws or leaves problems in the world when Porchlight does not do as the row expects. */
  run(world: World): Promise<void>;
}

/** What became of a scenario; kept as a file for the table. */
export interface FaultResult {
  readonly id: string;
  readonly title: string;
  readonly expected: string;
  readonly seeds: number;
  readonly failures: readonly { readonly seed: number; readonly problems: readonly string[] }[];
}

/** Three seeds in the ordinary tests; `npm run test:faults` asks for fifty, or for one by its number. */
const COUNT = Number(process.env['PORCHLIGHT_FAULT_SEEDS'] ?? 3);
const ONLY = process.env['PORCHLIGHT_FAULT_SEED'];
const RESULTS = process.env['PORCHLIGHT_FAULT_RESULTS'];
const MAX_PROBLEMS = 5;
/** Of all seeds of one scenario, on a machine that has much else to do. */
const LIMIT_MS = 300_000;

function seeds(): readonly number[] {
  return ONLY === undefined ? Array.from({ length: COUNT }, (_, at) => at + 1) : [Number(ONLY)];
}

/** Runs a scenario in a world of its own. Resolves to what went wrong. */
export async function runScenario(
  scenario: FaultScenario,
  seed: number,
  spoil?: Spoil,
): Promise<readonly string[]> {
  const world = await createWorld(seed, spoil);
  await scenario.run(world).catch((error: unknown) => {
    world.problems.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
  });
  return [...new Set(await world.finish())].slice(0, MAX_PROBLEMS);
}

/** A test for each scenario, with all seeds. */
export function describeFaults(subject: string, scenarios: readonly FaultScenario[]): void {
  describe(subject, () => {
    it.each(scenarios)('$id $title', { timeout: LIMIT_MS }, async (scenario) => {
      const failures: { seed: number; problems: readonly string[] }[] = [];
      for (const seed of seeds()) {
        const problems = await runScenario(scenario, seed);
        if (problems.length > 0) failures.push({ seed, problems });
      }
      const { id, title, expected } = scenario;
      keep({ id, title, expected, seeds: seeds().length, failures });
      expect(failures).toEqual([]);
    });
  });
}

function keep(result: FaultResult): void {
  if (RESULTS === undefined) return;
  mkdirSync(RESULTS, { recursive: true });
  writeFileSync(join(RESULTS, `${result.id}.json`), JSON.stringify(result));
}
