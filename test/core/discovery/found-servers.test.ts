import { describe, expect, it } from 'vitest';
import type { FoundServer } from '../../../src/core/discovery/found-server.ts';
import { createFoundServers } from '../../../src/core/discovery/found-servers.ts';
import type { MdnsEvents, MdnsQuestion } from '../../../src/core/discovery/mdns.ts';
import type { Announcement } from '../../../src/core/discovery/service-records.ts';
import { LIMITS } from '../../../src/core/limits.ts';
import { announce, homeRecords } from '../../support/announcements.ts';
import { createVirtualClock } from '../../support/virtual-clock.ts';

const UUID = 'f1612afd0b6c4d5fa0bd9a3f4f0a7c11';
const HOUSE: Announcement = {
  instance: 'House',
  port: 8123,
  texts: [`uuid=${UUID}`, 'location_name=House', 'version=2026.11.0'],
  addresses: ['192.168.1.5'],
};
const URL_OF_HOUSE = 'http://192.168.1.5:8123';

function createBench() {
  const clock = createVirtualClock();
  const asked: (readonly MdnsQuestion[])[] = [];
  const probes: string[] = [];
  const running = new Set<AbortSignal>();
  const alive = new Set<string>();
  let slow = false;
  let network: MdnsEvents | null = null;
  let opened = 0;
  let changes = 0;
  const servers = createFoundServers({
    clock,
    openMdns(events) {
      network = events;
      opened += 1;
      return {
        ask: (questions) => asked.push(questions),
        close: () => {
          network = null;
        },
      };
    },
    answers(url, signal) {
      probes.push(url);
      if (!slow) return Promise.resolve(alive.has(url));
      running.add(signal);
      return new Promise((resolve) => {
        signal.addEventListener('abort', () => {
          running.delete(signal);
          resolve(false);
        });
      });
    },
    onChange: () => {
      changes += 1;
    },
  });
  return {
    clock,
    servers,
    asked,
    probes,
    running,
    alive,
    setSlow: (next: boolean): void => {
      slow = next;
    },
    network: (): MdnsEvents | null => network,
    opened: () => opened,
    changes: () => changes,
    hear: async (...announcements: readonly Announcement[]): Promise<void> => {
      for (const each of announcements) network?.onRecords(announce(each));
      await clock.advance(LIMITS.foundPushMs + LIMITS.foundSettleMs);
    },
    one: (): FoundServer | undefined => servers.list()[0],
  };
}

describe('createFoundServers', () => {
  it('offers a server only after it has answered', async () => {
    const bench = createBench();
    bench.servers.start();
    bench.setSlow(true);
    await bench.hear(HOUSE);
    const found = { id: UUID, uuid: UUID, name: 'House', version: '2026.11.0', url: URL_OF_HOUSE };
    expect(bench.servers.list()).toEqual([{ ...found, reach: 'probing' }]);
    bench.servers.stop();
    bench.setSlow(false);
    bench.alive.add(URL_OF_HOUSE);
    bench.servers.start();
    await bench.hear(HOUSE);
    expect(bench.servers.list()).toEqual([{ ...found, reach: 'answers' }]);
    expect(bench.changes()).toBeGreaterThan(0);
  });

  it('takes the first announced address that answers, and asks no other then', async () => {
    const bench = createBench();
    bench.alive.add('http://192.168.1.6:8123');
    bench.servers.start();
    await bench.hear({ ...HOUSE, addresses: ['192.168.1.5', '192.168.1.6', '192.168.1.7'] });
    expect(bench.one()).toMatchObject({ url: 'http://192.168.1.6:8123', reach: 'answers' });
    expect(bench.probes).toEqual([URL_OF_HOUSE, 'http://192.168.1.6:8123']);
    await bench.clock.advance(3_600_000);
    // It is not asked again, and is gone when its announcement has run out.
    expect(bench.probes).toHaveLength(2);
    expect(bench.servers.list()).toEqual([]);
  });

  it('asks a silent one again, ever less often, while it announces itself', async () => {
    const bench = createBench();
    bench.servers.start();
    const urls = [URL_OF_HOUSE, 'https://192.168.1.5:8123'];
    for (let minute = 0; minute < 20; minute += 1) {
      await bench.hear(HOUSE);
      await bench.clock.advance(60_000);
    }
    expect(bench.one()).toMatchObject({ reach: 'silent', url: URL_OF_HOUSE });
    // After 0, 10, 30, 70, 150 s and then each 160 s.
    expect(bench.probes.length / urls.length).toBeGreaterThanOrEqual(9);
    expect(bench.probes.length / urls.length).toBeLessThanOrEqual(12);
    bench.alive.add(URL_OF_HOUSE);
    await bench.hear(HOUSE);
    for (let round = 0; round < 4; round += 1) {
      await bench.clock.advance(60_000);
      await bench.hear(HOUSE);
    }
    expect(bench.one()).toMatchObject({ reach: 'answers' });
  });

  it('follows updates and goodbyes', async () => {
    const bench = createBench();
    bench.alive.add(URL_OF_HOUSE).add('http://192.168.1.8:8123');
    bench.servers.start();
    await bench.hear(HOUSE);
    await bench.hear({ ...HOUSE, texts: [`uuid=${UUID}`, 'location_name=New name', 'version=2026.12.0'] });
    expect(bench.one()).toMatchObject({ name: 'New name', version: '2026.12.0', reach: 'answers' });
    expect(bench.probes).toHaveLength(1);
    await bench.hear({ ...HOUSE, addresses: ['192.168.1.8'] });
    expect(bench.one()).toMatchObject({ url: 'http://192.168.1.8:8123', reach: 'probing' });
    await bench.clock.advance(LIMITS.reprobeMs + LIMITS.foundTickMs);
    expect(bench.one()).toMatchObject({ url: 'http://192.168.1.8:8123', reach: 'answers' });
    bench.network()?.onRecords([{ ...homeRecords(HOUSE).pointer, ttl: 0 }]);
    await bench.clock.advance(2 * LIMITS.foundTickMs);
    expect(bench.servers.list()).toEqual([]);
  });

  it('does not let one who changes all the time make us ask all the time', async () => {
    const bench = createBench();
    bench.servers.start();
    for (let second = 0; second < 60; second += 1) {
      await bench.hear({ ...HOUSE, addresses: [`192.168.1.${String(second + 1)}`] });
      await bench.clock.advance(800);
    }
    expect(bench.probes.length).toBeLessThanOrEqual(2 * (60_000 / LIMITS.reprobeMs + 1));
    const before = bench.changes();
    for (let count = 0; count < 1_000; count += 1) {
      bench.network()?.onRecords(announce({ ...HOUSE, addresses: [`192.168.2.${String(count % 250)}`] }));
      await bench.clock.advance(1);
    }
    expect(bench.changes() - before).toBeLessThanOrEqual(1_000 / LIMITS.foundPushMs + 2);
  });

  it('gives a uuid to the first who claims it', async () => {
    const bench = createBench();
    bench.servers.start();
    await bench.hear(HOUSE);
    await bench.hear({ ...HOUSE, instance: 'Impostor', addresses: ['192.168.1.66'] });
    await bench.hear({ ...HOUSE, instance: UUID, texts: [], addresses: ['192.168.1.67'] });
    const list = bench.servers.list();
    expect(list.map(({ id }) => id)).toEqual([UUID, 'Impostor', `${UUID} (2)`]);
    expect(list[0]).toMatchObject({ url: URL_OF_HOUSE });
  });

  it('asks the network at once, then ever less often, and again when an interface comes', async () => {
    const bench = createBench();
    bench.servers.start();
    expect(bench.asked).toEqual([[{ name: '_home-assistant._tcp.local', type: 'PTR' }]]);
    await bench.clock.advance(3_600_000);
    expect(bench.asked.length).toBeLessThanOrEqual(7 + 60);
    expect(bench.asked.length).toBeGreaterThanOrEqual(58);
    const before = bench.asked.length;
    bench.network()?.onInterface();
    await bench.clock.advance(3_000);
    expect(bench.asked.length - before).toBe(3);
  });

  it('asks for what an answer lacked', async () => {
    const bench = createBench();
    bench.servers.start();
    const { pointer, srv, txt } = homeRecords(HOUSE);
    bench.network()?.onRecords([pointer, srv, txt]);
    await bench.clock.advance(LIMITS.foundSettleMs);
    expect(bench.asked.at(-1)).toEqual([
      { name: 'House.local', type: 'A' },
      { name: 'House.local', type: 'AAAA' },
    ]);
    expect(bench.servers.list()).toEqual([]);
  });

  it('opens one socket however often it is asked to, and leaves nothing behind', async () => {
    const bench = createBench();
    bench.setSlow(true);
    bench.servers.start();
    bench.servers.start();
    expect(bench.opened()).toBe(1);
    const many = Array.from({ length: 9 }, (_, at) => ({
      ...HOUSE,
      instance: `House ${String(at)}`,
      addresses: [`192.168.1.${String(at + 1)}`],
    }));
    await bench.hear(...many);
    expect(bench.running.size).toBe(LIMITS.maxProbesAtOnce);
    bench.servers.stop();
    bench.servers.stop();
    await bench.clock.advance(10);
    expect(bench.running.size).toBe(0);
    expect(bench.network()).toBeNull();
    expect(bench.servers.list()).toEqual([]);
    const asked = bench.asked.length;
    await bench.clock.advance(600_000);
    expect(bench.asked.length).toBe(asked);
    expect(bench.probes).toHaveLength(LIMITS.maxProbesAtOnce);
  });

  it('keeps what is wrong with the network until it is well', async () => {
    const bench = createBench();
    bench.servers.start();
    bench.network()?.onProblem('no-network');
    expect(bench.servers.problem()).toBe('no-network');
    bench.network()?.onProblem(null);
    expect(bench.servers.problem()).toBeNull();
    bench.network()?.onProblem('no-socket');
    bench.servers.stop();
    expect(bench.servers.problem()).toBeNull();
    await bench.clock.advance(LIMITS.foundPushMs);
    expect(bench.changes()).toBe(1);
  });
});
