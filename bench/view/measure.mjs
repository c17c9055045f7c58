import { readdir, readFile } from 'node:fs/promises';

/** Clock ticks in a second, of /proc: 100 on every Linux that Chromium runs on. */
const TICKS = 100;

/**
 * @param {string} path of a `stat` in /proc.
 * @returns {Promise<{ name: string, parent: number, ticks: number } | null>} `null` when it has ended.
 */
async function readStat(path) {
  const stat = await readFile(path, 'utf8').catch(() => '');
  if (stat === '') return null;
  const end = stat.lastIndexOf(')');
  const fields = stat.slice(end + 2).split(' ');
  // utime and stime: proc(5).
  return {
    name: stat.slice(stat.indexOf('(') + 1, end),
    parent: Number(fields[1]),
    ticks: Number(fields[11]) + Number(fields[12]),
  };
}

/** @returns {Promise<number[]>} all descendants of this process. */
async function listDescendants() {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const stats = await Promise.all(
    pids.map(async (pid) => ({ pid, stat: await readStat(`/proc/${String(pid)}/stat`) })),
  );
  const family = new Set([process.pid]);
  for (let size = 0; size < family.size;) {
    size = family.size;
    for (const { pid, stat } of stats) if (stat !== null && family.has(stat.parent)) family.add(pid);
  }
  family.delete(process.pid);
  return [...family];
}

/** Seconds of processor time: of the page's main thread, and of all of Chromium but the house's thread. */
async function readCpu() {
  const seconds = { page: 0, chromium: 0 };
  for (const pid of await listDescendants()) {
    const command = await readFile(`/proc/${String(pid)}/cmdline`, 'utf8').catch(() => '');
    const isPage = command.includes('--type=renderer');
    const threads = await readdir(`/proc/${String(pid)}/task`).catch(() => []);
    for (const thread of threads) {
      const stat = await readStat(`/proc/${String(pid)}/task/${thread}/stat`);
      if (stat === null || stat.name.startsWith('DedicatedWorker')) continue;
      seconds.chromium += stat.ticks / TICKS;
      // The first thread of a renderer is the page's.
      if (isPage && thread === String(pid)) seconds.page += stat.ticks / TICKS;
    }
  }
  return seconds;
}

/**
 * What it costs while something goes on, as shares of one core.
 *
 * @param {() => Promise<void>} act
 */
export async function measureShares(act) {
  const before = await readCpu();
  const startedMs = performance.now();
  await act();
  const after = await readCpu();
  const seconds = (performance.now() - startedMs) / 1e3;
  return {
    pageShare: (after.page - before.page) / seconds,
    chromiumShare: (after.chromium - before.chromium) / seconds,
  };
}

/**
 * Times every frame as well. To be told of each, Chromium draws sixty frames a second, whether the page has changed or not.
 *
 * @param {import('playwright-core').Page} page
 * @param {() => Promise<void>} act
 */
export async function measure(page, act) {
  await page.evaluate(() => {
    /** @type {number[]} */
    const frames = [];
    let running = true;
    /** @param {number} now */
    const tick = (now) => {
      frames.push(now);
      if (running) requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
    Object.assign(window, {
      stopTiming: () => {
        running = false;
        return frames;
      },
    });
  });
  const shares = await measureShares(act);
  /** @type {number[]} */
  const frames = await page.evaluate(() => Reflect.get(window, 'stopTiming')());
  const gaps = frames.slice(1).map((at, index) => at - (frames[index] ?? at));
  gaps.sort((a, b) => a - b);
  const total = gaps.reduce((sum, gap) => sum + gap, 0);
  return {
    framesPerSecond: (gaps.length * 1e3) / total,
    p99Ms: quantile(gaps, 0.99),
    longestMs: gaps.at(-1) ?? 0,
    ...shares,
  };
}

/**
 * @param {readonly number[]} sorted
 * @param {number} share
 */
export function quantile(sorted, share) {
  return sorted[Math.floor((sorted.length - 1) * share)] ?? 0;
}

/**
 * Elements of the page, those in shadow trees included, and bytes of its objects without garbage.
 *
 * @param {import('playwright-core').Page} page
 */
export async function weigh(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  const nodes = await page.evaluate(() => {
    /** @type {(Document | ShadowRoot)[]} */
    const roots = [document];
    let count = 0;
    for (let root = roots.pop(); root !== undefined; root = roots.pop()) {
      for (const { shadowRoot } of root.querySelectorAll('*')) {
        count += 1;
        if (shadowRoot !== null) roots.push(shadowRoot);
      }
    }
    return count;
  });
  return { nodes, heapBytes: usedSize };
}
