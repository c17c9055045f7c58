import { ServerResponse } from 'node:http';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { _electron } from 'playwright-core';
import { projectRoot } from '../../scripts/project-root.mjs';
import { resolveRuntime } from '../../scripts/runtime/resolve.mjs';
import { prepareFolder } from '../desktop/prepare-folder.mjs';
import { watchRows } from './watch-rows.mjs';

/** An app that has run for a while: some thousand events, and then calm. */
const WARM_UP_PER_SECOND = 300;
const WARM_UP_MS = 20_000;
const SETTLE_MS = 3_000;
/** At the pace of a house, and never in step with the frames of a screen. */
const APART_MS = 203;

/**
 * Notes when the server in this process writes each probe to its socket. What its house thinks before is no part of the way.
 *
 * @returns {number[]} by number of the probe, ms since the epoch
 */
function watchWrites() {
  /** @type {number[]} */
  const sentAt = [];
  /** @type {{ write: (...args: unknown[]) => boolean }} */
  const { write } = Object.create(ServerResponse.prototype);
  Reflect.set(
    ServerResponse.prototype,
    'write',
    /** @this {ServerResponse} @param {unknown[]} args */
    function (...args) {
      const n = /probe-(\d+)-/.exec(String(args[0]))?.[1];
      if (n !== undefined) sentAt[Number(n)] = performance.timeOrigin + performance.now();
      return write.apply(this, args);
    },
  );
  return sentAt;
}

/** @typedef {{ n: number, toldAt: number, rowAt: number, frameAt: number }} Reading */

/**
 * From the server's hand to the row in the window of the real app. Runs inside of a desktop session.
 *
 * @param {number} count events
 * @returns {Promise<{ version: string, told: number[], row: number[], frame: number[] }>} delays in ms, rising
 */
export async function measureLatency(count) {
  const { createDemoServer } = await import(join(projectRoot, 'out/bench/latency/home.mjs'));
  const { executablePath, version } = await resolveRuntime();
  const home = await createDemoServer({ admits: () => true, rate: 0, seed: 1 });
  const folder = await prepareFolder(home.url);
  const app = await _electron.launch({
    executablePath,
    args: [projectRoot, '--password-store=basic', `--user-data-dir=${folder}`],
    chromiumSandbox: process.getuid?.() !== 0,
    timeout: 30_000,
  });
  try {
    const page = await app.firstWindow();
    await page.locator('pl-log-list').waitFor();
    home.setRate(WARM_UP_PER_SECOND);
    await sleep(WARM_UP_MS);
    home.setRate(0);
    await sleep(SETTLE_MS);
    await page.evaluate(watchRows);
    const sentAt = watchWrites();
    for (let n = 0; n < count; n += 1) {
      home.fire({ eventType: 'porchlight_bench', data: { mark: `probe-${String(n)}-` } });
      await sleep(APART_MS);
    }
    await sleep(1_000);
    /** @type {Reading[]} */
    const seen = await page.evaluate(() => Reflect.get(window, 'seen'));
    if (seen.length !== count)
      throw new Error(`The window showed ${String(seen.length)} of ${String(count)} events.`);
    const since = (/** @type {(reading: Reading) => number} */ read) =>
      seen.map((reading) => read(reading) - (sentAt[reading.n] ?? 0)).sort((a, b) => a - b);
    return {
      version,
      told: since(({ toldAt }) => toldAt),
      row: since(({ rowAt }) => rowAt),
      frame: since(({ frameAt }) => frameAt),
    };
  } finally {
    await app.close();
    await home.close();
    await rm(folder, { recursive: true, force: true });
  }
}
