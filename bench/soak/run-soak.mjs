import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { projectRoot } from '../../scripts/project-root.mjs';

/** Without an event for so long, the stream rests and the memory is looked at: what is on its way is not what is watched. */
const REST_MS = 700;
/** Without an event for so long, nothing more comes. */
const STANDSTILL_MS = 180_000;

/**
 * @typedef {{ events: number, rss: number, held: number }} Look memory in bytes, after a collection
 * @typedef {{ unparsed: number, gaps: number, dropped?: number, stored?: number, lost?: number }} Account
 *   `dropped`: the terminal has said that it left out so many
 * @typedef {{ events: number, looks: Look[], account: Account, code: number | null }} Soaked `events` with those dropped
 */

/**
 * Watches a program that reads the soaking stream until it ends.
 *
 * @param {string} script
 * @param {readonly string[]} args
 * @param {number} total with so many events it ends, and is looked at no more
 * @returns {Promise<Soaked>}
 */
export function soak(script, args, total) {
  const probe = join(projectRoot, 'bench/soak/probe.mjs');
  const child = spawn(process.execPath, ['--expose-gc', '--import', probe, script, ...args], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  /** @type {Soaked} */
  const soaked = { events: 0, looks: [], account: { unparsed: 0, gaps: 0 }, code: null };
  /** @type {NodeJS.Timeout | undefined} */
  let standstill;
  /** @type {NodeJS.Timeout | undefined} */
  let rest;

  /** @param {number} events */
  function reach(events) {
    soaked.events = events;
    clearTimeout(standstill);
    standstill = setTimeout(() => child.kill(), STANDSTILL_MS);
    clearTimeout(rest);
    rest = setTimeout(() => {
      if (child.connected && events < total) child.send('look');
    }, REST_MS);
  }

  // What a terminal prints, a line each.
  const lines = child.stdout === null ? null : createInterface({ input: child.stdout });
  lines?.on('line', (line) => {
    if (line.startsWith('{"kind":"gap"')) soaked.account.gaps += 1;
    if (line.startsWith('{"kind":"dropped"')) {
      const count = Number(JSON.parse(line).count);
      soaked.account.dropped = (soaked.account.dropped ?? 0) + count;
      reach(soaked.events + count);
      return;
    }
    if (line.startsWith('{"kind":"unparsed"')) soaked.account.unparsed += 1;
    else if (!line.startsWith('{"kind":"event"')) return;
    reach(soaked.events + 1);
  });
  child.on('message', (/** @type {any} */ message) => {
    if ('memory' in message) soaked.looks.push({ events: soaked.events, ...message.memory });
    if ('events' in message) reach(message.events);
    if ('account' in message) soaked.account = message.account;
  });
  return new Promise((resolve) => {
    child.on('close', (code) => {
      clearTimeout(standstill);
      clearTimeout(rest);
      resolve({ ...soaked, code });
    });
  });
}

/**
 * The slope of the best straight line, in MB for 100,000 events, from the first 100,000 on.
 *
 * @param {readonly Look[]} looks @param {'rss' | 'held'} what
 */
export function growthOf(looks, what) {
  const later = looks.filter(({ events }) => events >= 100_000);
  const mean = (/** @type {(look: Look) => number} */ of) =>
    later.reduce((sum, look) => sum + of(look), 0) / later.length;
  const [x, y] = [mean(({ events }) => events), mean((look) => look[what])];
  const over = later.reduce((sum, look) => sum + (look.events - x) * (look[what] - y), 0);
  const under = later.reduce((sum, look) => sum + (look.events - x) ** 2, 0);
  return ((over / under) * 100_000) / 1_048_576;
}
