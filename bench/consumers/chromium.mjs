import { readdir, readFile } from 'node:fs/promises';
import { chromium } from 'playwright-core';

/** Chromium's own EventSource and JSON.parse, in a page of the same origin. Counts the time of all its processes. */
const [, , url = '', total = '0', warmUp = '0', executablePath = ''] = process.argv;
/** Clock ticks in a second, of /proc: 100 on every Linux that Chromium runs on. */
const TICKS = 100;

/** @returns {Promise<number>} seconds that all descendants of this process have used. */
async function readCpuSeconds() {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const stats = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')));
  const processes = stats
    .filter((stat) => stat !== '')
    .map((stat) => {
      const fields = stat
        .slice(stat.lastIndexOf(')') + 2)
        .split(' ')
        .map(Number);
      return {
        pid: Number.parseInt(stat, 10),
        parent: fields[1],
        // utime, stime, and those of its children that have ended: proc(5).
        ticks: [11, 12, 13, 14].reduce((sum, at) => sum + (fields[at] ?? 0), 0),
      };
    });
  const family = new Set([process.pid]);
  for (let size = 0; size < family.size;) {
    size = family.size;
    for (const { pid, parent } of processes) if (parent !== undefined && family.has(parent)) family.add(pid);
  }
  family.delete(process.pid);
  return processes.filter(({ pid }) => family.has(pid)).reduce((sum, { ticks }) => sum + ticks, 0) / TICKS;
}

const browser = await chromium.launch({ executablePath, args: ['--headless=new', '--no-sandbox'] });
try {
  const page = await browser.newPage();
  await page.goto(new URL('/page', url).href);
  /** @type {[number, number]} */
  const limits = [Number(warmUp), Number(total)];
  const cpu = { before: 0 };
  await page.exposeFunction('onWarm', async () => {
    cpu.before = await readCpuSeconds();
  });
  const seconds = await page.evaluate(
    ([address, [first, last]]) =>
      new Promise((resolve) => {
        const source = new EventSource(address);
        let events = 0;
        let startedMs = 0;
        source.onmessage = ({ data }) => {
          if (data === 'ping' || JSON.parse(data) === null) return;
          events += 1;
          if (events === first) {
            startedMs = performance.now();
            void Reflect.get(window, 'onWarm')();
          }
          if (events !== last) return;
          source.close();
          resolve((performance.now() - startedMs) / 1e3);
        };
      }),
    /** @type {const} */ ([url, limits]),
  );
  const cpuSeconds = (await readCpuSeconds()) - cpu.before;
  process.stdout.write(`${JSON.stringify({ events: limits[1] - limits[0], seconds, cpuSeconds })}\n`);
} finally {
  await browser.close();
}
