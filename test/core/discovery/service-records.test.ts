import { describe, expect, it } from 'vitest';
import type { MdnsRecord } from '../../../src/core/discovery/mdns.ts';
import { createServiceRecords } from '../../../src/core/discovery/service-records.ts';
import { LIMITS } from '../../../src/core/limits.ts';
import { announce, homeRecords } from '../../support/announcements.ts';

function createBench() {
  let now = 0;
  const records = createServiceRecords({ clock: { monotonic: () => now } });
  return {
    records,
    wait: (seconds: number): boolean => {
      now += seconds * 1_000;
      return records.expire();
    },
  };
}

const HOUSE = {
  instance: 'House',
  port: 8123,
  texts: ['version=2026.11.0'],
  addresses: ['192.168.1.5'],
};

describe('createServiceRecords', () => {
  it('takes one packet in any order', () => {
    const packet = announce(HOUSE);
    for (const records of [packet, packet.toReversed()]) {
      const bench = createBench();
      bench.records.take(records);
      expect(bench.records.list()).toEqual([HOUSE]);
      expect(bench.records.missing(true)).toEqual([]);
    }
  });

  it('asks once for what a packet did not have, and takes it from another', () => {
    const { records } = createBench();
    const { pointer, srv, txt, addresses } = homeRecords(HOUSE);
    records.take([pointer]);
    expect(records.list()).toEqual([]);
    expect(records.missing(false)).toEqual([
      { name: pointer.target, type: 'SRV' },
      { name: pointer.target, type: 'TXT' },
    ]);
    records.take([srv, txt]);
    const forAddresses = [
      { name: srv.target, type: 'A' },
      { name: srv.target, type: 'AAAA' },
    ];
    expect(records.missing(false)).toEqual(forAddresses);
    expect(records.missing(false)).toEqual([]);
    expect(records.missing(true)).toEqual(forAddresses);
    records.take(addresses);
    expect(records.list()).toEqual([HOUSE]);
  });

  it('takes what changes', () => {
    const { records } = createBench();
    records.take(announce(HOUSE));
    const moved = { ...HOUSE, port: 80, texts: ['version=2026.12.0'], addresses: ['192.168.1.6'] };
    records.take(announce(moved));
    expect(records.list()).toEqual([moved]);
    // Without the mark of RFC 6762 10.2 an address is one more.
    const { addresses } = homeRecords({ ...HOUSE, addresses: ['fd00::5'] });
    records.take(addresses.map((address) => ({ ...address, flush: false })));
    expect(records.list()[0]?.addresses).toEqual(['192.168.1.6', 'fd00::5']);
    records.take(addresses.map((address) => ({ ...address, flush: false, ttl: 0 })));
    expect(records.list()[0]?.addresses).toEqual(['192.168.1.6']);
  });

  it('honours a goodbye after a second, unless somebody says that it is still there', () => {
    const bench = createBench();
    const { pointer } = homeRecords(HOUSE);
    bench.records.take(announce(HOUSE));
    bench.records.take([{ ...pointer, ttl: 0 }]);
    expect(bench.wait(0.5)).toBe(false);
    bench.records.take([pointer]);
    expect(bench.wait(1)).toBe(false);
    bench.records.take([{ ...pointer, ttl: 0 }]);
    expect(bench.wait(1)).toBe(true);
    expect(bench.records.list()).toEqual([]);
    // A goodbye of somebody who never was there.
    bench.records.take([{ ...pointer, ttl: 0 }]);
    expect(bench.records.missing(true)).toEqual([]);
  });

  it('forgets what is not renewed, and nothing lives for ever or for no time', () => {
    const bench = createBench();
    bench.records.take(announce(HOUSE, { ttl: 2_147_483_647 }));
    expect(bench.wait(LIMITS.mostRecordLifeS - 1)).toBe(false);
    bench.records.take(announce(HOUSE, { ttl: 1 }));
    expect(bench.wait(LIMITS.leastRecordLifeS - 1)).toBe(false);
    expect(bench.wait(1)).toBe(true);
  });

  it('is not filled up by a stranger', () => {
    const { records } = createBench();
    records.take(announce(HOUSE));
    for (let count = 0; count < 500; count += 1) {
      const addresses = Array.from({ length: 50 }, (_, at) => `10.0.${String(count % 256)}.${String(at)}`);
      records.take(announce({ ...HOUSE, instance: `Flood ${String(count)}`, addresses }));
    }
    const list = records.list();
    expect(list).toHaveLength(LIMITS.maxAnnouncements);
    expect(list[0]).toEqual(HOUSE);
    expect(list[1]?.addresses).toHaveLength(LIMITS.maxAnnouncedAddresses);
    records.take(announce({ ...HOUSE, texts: Array.from({ length: 500 }, (_, at) => `k${String(at)}=v`) }));
    expect(records.list()[0]?.texts).toHaveLength(LIMITS.maxAnnouncedTexts);
  });

  it('leaves records of others alone', () => {
    const { records } = createBench();
    const { pointer, srv } = homeRecords(HOUSE);
    const foreign: readonly MdnsRecord[] = [
      { ...pointer, name: '_ipp._tcp.local' },
      { ...pointer, target: 'House._ipp._tcp.local' },
      { ...pointer, target: '_home-assistant._tcp.local' },
      srv,
    ];
    records.take(foreign);
    expect(records.list()).toEqual([]);
    expect(records.missing(true)).toEqual([]);
    // Names are the same in any case.
    records.take(announce(HOUSE).map((record) => ({ ...record, name: record.name.toUpperCase() })));
    expect(records.list()).toEqual([HOUSE]);
  });
});
