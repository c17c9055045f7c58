import { afterAll, beforeAll, describe } from 'vitest';
import type { ConfigurationOptions } from './configuration.ts';
import { prepareHomeAssistant, type PreparedHomeAssistant } from './prepare-home-assistant.ts';
import { startHomeAssistant } from './start-home-assistant.ts';
import type { RunningHomeAssistant } from './start-home-assistant.ts';
import type { HomeAssistantVersion } from './versions.ts';

/**
 * A block of tests with one real server, started before the first and disposed after the last. `tests` gets a function
 * that returns the server; call it inside a test. Where the release can't be had, the block is skipped and its name
 * says why. Await this at the top level of a test file.
 */
export async function describeHomeAssistant(
  version: HomeAssistantVersion,
  tests: (server: () => RunningHomeAssistant) => void,
  options: Partial<ConfigurationOptions> = {},
): Promise<void> {
  const prepared = await prepareHomeAssistant(version, (line) => console.log(line));
  describePrepared(prepared, tests, options);
}

/** The same with a release that is prepared, or can't be had. */
export function describePrepared(
  prepared: PreparedHomeAssistant,
  tests: (server: () => RunningHomeAssistant) => void,
  options: Partial<ConfigurationOptions> = {},
): void {
  const { version } = prepared.kind === 'ready' ? prepared.release : prepared;
  let running: RunningHomeAssistant | null = null;
  const server = (): RunningHomeAssistant => {
    if (running === null) throw new Error(`Home Assistant ${version} is used outside of a test.`);
    return running;
  };
  if (prepared.kind === 'unavailable') {
    describe.skip(`Home Assistant ${version}, skipped: ${prepared.reason}`, () => tests(server));
    return;
  }
  describe(`Home Assistant ${version}`, () => {
    beforeAll(async () => {
      running = await startHomeAssistant(prepared, options);
    }, 90_000);
    afterAll(() => running?.dispose(), 60_000);
    tests(server);
  });
}
