import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EventLog, type LogBounds } from '../../../src/core/log/event-log.ts';
import { textBytesOf, type TextEntry } from '../../../src/core/log/log-entry.ts';

function entry(seq: number, raw = ''): TextEntry {
  return {
    kind: 'event',
    seq,
    serverId: 's',
    receivedAt: seq,
    type: 't',
    subject: `s${String(seq % 3)}`,
    raw,
    textBytes: textBytesOf(raw),
    alert: false,
    recovered: false,
    bookmarked: false,
  };
}

function createLog(events: number, bytes = 1e9, floorSeq = 0): EventLog {
  return new EventLog(() => ({ events, bytes }), floorSeq);
}

const keysIn = (log: EventLog): readonly number[] => log.after(0, 1e9).map(({ seq }) => seq);

describe('EventLog', () => {
  it('keeps the newest, in order, whatever its bounds', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), fc.array(fc.nat(30), { maxLength: 120 }), (max, sizes) => {
        const log = createLog(max, 200);
        sizes.forEach((size, i) => {
          log.append(entry(10 * i + 10, 'x'.repeat(size)));
        });
        const kept = log.after(0, 1_000);
        expect(kept.length).toBe(log.size);
        expect(log.size).toBeLessThanOrEqual(max);
        expect(keysIn(log)).toEqual(sizes.map((_, i) => 10 * i + 10).slice(-log.size || sizes.length));
        expect(log.evicted + log.size).toBe(sizes.length);
        const chars = kept.reduce((sum, each) => sum + (each.kind === 'own' ? 0 : each.raw.length), 0);
        expect(chars <= 200 || log.size === 1).toBe(true);
      }),
    );
  });

  it('says the same as a plain list, whatever comes when', () => {
    const key = fc.integer({ min: 1, max: 400 });
    const step = fc.oneof(
      fc.record({ kind: fc.constant('append' as const), by: fc.integer({ min: 1, max: 9 }) }),
      fc.record({ kind: fc.constant('insert' as const), keys: fc.uniqueArray(key, { maxLength: 8 }) }),
      fc.record({ kind: fc.constant('clear' as const) }),
    );
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 12 }),
        fc.array(step, { maxLength: 60 }),
        key,
        (max, steps, probe) => {
          const log = createLog(max);
          let model: number[] = [];
          let floor = 0;
          for (const each of steps) {
            if (each.kind === 'append') {
              const seq = Math.max(floor, ...model) + each.by;
              log.append(entry(seq));
              model.push(seq);
            } else if (each.kind === 'insert') {
              const free = each.keys.filter((seq) => !model.includes(seq));
              const kept = log.insert(free.map((seq) => entry(seq)));
              model.push(...free.filter((seq) => seq > floor));
              model.sort((a, b) => a - b);
              expect(new Set(kept.map(({ seq }) => seq))).toEqual(
                new Set(free.filter((seq) => seq > floor && model.slice(-max).includes(seq))),
              );
            } else {
              floor = Math.max(floor, ...model);
              model = [];
              log.clear();
            }
            floor = Math.max(floor, ...model.slice(0, -max));
            model = model.slice(-max);
            expect([keysIn(log), log.floorSeq]).toEqual([model, floor]);
            expect(log.lastSeq).toBe(Math.max(floor, ...model));
            expect(log.get(probe)?.seq).toBe(model.find((seq) => seq === probe));
            expect(log.after(probe, 3).map(({ seq }) => seq)).toEqual(
              model.filter((seq) => seq > probe).slice(0, 3),
            );
            expect(log.before(probe, 3).map(({ seq }) => seq)).toEqual(
              model.filter((seq) => seq < probe).slice(-3),
            );
          }
        },
      ),
    );
  });

  it('goes on over thousands that leave', () => {
    const log = createLog(50);
    for (let seq = 1; seq <= 5_000; seq += 1) log.append(entry(seq * 7));
    expect(keysIn(log)).toEqual(Array.from({ length: 50 }, (_, i) => (4_951 + i) * 7));
    expect([log.size, log.evicted, log.floorSeq]).toEqual([50, 4_950, 4_950 * 7]);
  });

  it('counts two bytes a character for a text with a character above U+00FF', () => {
    const log = createLog(100, 40);
    log.append(entry(1, 'ä'.repeat(20)));
    log.append(entry(2, 'ß'.repeat(20)));
    expect(keysIn(log)).toEqual([1, 2]);
    log.append(entry(3, `${'x'.repeat(9)}’`));
    expect(keysIn(log)).toEqual([2, 3]);
    log.append(entry(4, '日'.repeat(20)));
    expect(keysIn(log)).toEqual([4]);
  });

  it('has the bounds of the moment', () => {
    let bounds: LogBounds = { events: 20, bytes: 1_000 };
    const log = new EventLog(() => bounds);
    for (let seq = 1; seq <= 20; seq += 1) log.append(entry(seq));
    bounds = { events: 5, bytes: 1_000 };
    log.append(entry(21));
    expect(keysIn(log)).toEqual([17, 18, 19, 20, 21]);
    bounds = { events: 7, bytes: 1_000 };
    for (let seq = 22; seq <= 30; seq += 1) log.append(entry(seq));
    expect(log.size).toBe(7);
  });

  it('puts nothing before what has left, or before what an earlier run has kept', () => {
    const log = createLog(9, 50, 100);
    expect(log.insert([entry(99), entry(100)])).toEqual([]);
    log.append(entry(110, 'x'.repeat(20)));
    log.append(entry(150, 'x'.repeat(20)));
    log.append(entry(160, 'x'.repeat(45)));
    expect(log.insert([entry(120), entry(155)]).map(({ seq }) => seq)).toEqual([155]);
    expect(keysIn(log)).toEqual([155, 160]);
    expect([log.floorSeq, log.evicted]).toEqual([150, 2]);
  });

  it('finds the previous entry of a kind', () => {
    const log = createLog(100);
    for (let seq = 1; seq <= 10; seq += 1) log.append(entry(seq));
    const isSame = (each: { kind: string; subject?: string }): boolean => each.subject === 's1';
    expect(log.findBefore(10, isSame)?.seq).toBe(7);
    expect(log.findBefore(1, isSame)).toBeUndefined();
  });

  it('replaces an entry, and counts the bytes of the new one', () => {
    const log = createLog(100, 50);
    for (const seq of [1, 2]) log.append(entry(seq, 'x'.repeat(20)));
    expect(log.replace({ ...entry(2, 'x'.repeat(5)), bookmarked: true })).toBe(true);
    expect(log.get(2)?.bookmarked).toBe(true);
    log.append(entry(3, 'x'.repeat(25)));
    expect(keysIn(log)).toEqual([1, 2, 3]);
    expect(log.replace(entry(4))).toBe(false);
  });

  it('refuses a key that is taken, and a new one that is not the highest', () => {
    const log = createLog(10);
    log.append(entry(5));
    expect(() => log.insert([entry(5)])).toThrow('The key 5 is taken');
    expect(() => {
      log.append(entry(4));
    }).toThrow('4 is not higher');
  });
});
