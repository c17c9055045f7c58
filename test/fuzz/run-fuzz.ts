import { createSeededRandom } from '../../src/demo/house/seeded-random.ts';
import { hashText, type FuzzTarget } from './fuzz-target.ts';
import { shrink } from './shrink.ts';
import { ALL_TARGETS } from './targets/all-targets.ts';

export interface FuzzOptions {
  readonly seed: number;
  /** No new input after this time. */
  readonly maxMs: number;
  /** No more inputs than this for one target. */
  readonly maxRounds?: number;
  /** Name of the only target; all of them otherwise. */
  readonly only?: string;
  readonly targets?: readonly FuzzTarget[];
}

export interface FuzzFailure {
  readonly target: string;
  readonly round: number;
  /** What is wrong with the small input. */
  readonly message: string;
  /** The input that was found, and what was left of it once it was made small. */
  readonly input: string;
  readonly smallest: string;
}

export interface FuzzResult {
  /** Inputs tried, by target. */
  readonly rounds: Readonly<Record<string, number>>;
  /** At most one for each target, which then rests. */
  readonly failures: readonly FuzzFailure[];
}

/** Processor time that any input may take, and what each of its characters adds. Far above what they need. */
const MAX_MS = 400;
const MAX_MS_PER_CHAR = 0.2;

/**
 * Feeds targets in turn until the time is over. The inputs of a target depend on the seed and its name alone, so that a
 * failure comes back when its target runs alone.
 *
 * @throws RangeError when no target has the name of `only`.
 */
export async function runFuzz(options: FuzzOptions): Promise<FuzzResult> {
  const { seed, maxMs, maxRounds = Number.POSITIVE_INFINITY, only, targets = ALL_TARGETS } = options;
  const chosen = targets.filter(({ name }) => only === undefined || name === only);
  if (chosen.length === 0) {
    throw new RangeError(
      `There is no target ${String(only)}. There are ${targets.map(({ name }) => name).join(', ')}.`,
    );
  }
  const deadline = performance.now() + maxMs;
  const rounds: Record<string, number> = Object.fromEntries(chosen.map(({ name }) => [name, 0]));
  const failures: FuzzFailure[] = [];
  let awake = chosen;
  for (let round = 0; round < maxRounds && awake.length > 0; round += 1) {
    for (const target of awake) {
      if (performance.now() >= deadline) return { rounds, failures };
      const input = target.generate(
        createSeededRandom(hashText(`${String(seed)} ${target.name} ${String(round)}`)),
      );
      rounds[target.name] = round + 1;
      if ((await examine(target, input)) === null) continue;
      failures.push(await describeFailure(target, round, input));
      awake = awake.filter((other) => other !== target);
    }
  }
  return { rounds, failures };
}

/** What is wrong with this input; a target that throws or dawdles is wrong, too. */
async function examine(target: FuzzTarget, input: string): Promise<string | null> {
  const allowedMs = MAX_MS + MAX_MS_PER_CHAR * input.length;
  for (let attempt = 1; ; attempt += 1) {
    const startedMs = processorMs();
    try {
      const wrong = await target.check(input);
      if (wrong !== null) return wrong;
    } catch (error) {
      return `threw ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
    }
    const tookMs = processorMs() - startedMs;
    if (tookMs <= allowedMs) return null;
    // A machine has bad moments; three in a row are no accident.
    if (attempt === 3) return `took ${tookMs.toFixed(0)} ms for ${String(input.length)} characters`;
  }
}

async function describeFailure(target: FuzzTarget, round: number, input: string): Promise<FuzzFailure> {
  const smallest = await shrink(input, async (candidate) => (await examine(target, candidate)) !== null);
  const message = (await examine(target, smallest)) ?? 'fails now and then';
  return { target: target.name, round, message, input, smallest };
}

function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}
