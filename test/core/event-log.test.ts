import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EventLog } from '../../src/core/event-log.ts';
import type { Row } from '../../src/core/events/row.ts';
import { toEntry, type LogEntry } from '../../src/core/log-entry.ts';

function entry(seq: number, raw = '', receivedAt = seq): LogEntry {
  const row: Row = {
    seq,
    kind: 'event',
    serverId: 's',
    at: seq,
    type: 't',
    subject: `s${String(seq % 3)}`,
    text: '',
    origin: '',
    tone: 'other',
    alert: false,
  };
  return toEntry(row, raw, receivedAt);
}

describe('EventLog', () => {
  it('keeps the newest, in order, without holes, whatever its bounds', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), fc.array(fc.nat(30), { maxLength: 120 }), (max, sizes) => {
        const log = new EventLog(max, 200);
        sizes.forEach((size, i) => {
          log.append(entry(i + 1, 'x'.repeat(size)));
        });
        const kept = log.after(0, 1_000);
        expect(kept.length).toBe(log.size);
        expect(log.size).toBeLessThanOrEqual(max);
        expect(kept.map(({ row }) => row.seq)).toEqual(kept.map((_, i) => log.firstSeq + i));
        expect(log.evicted + log.size).toBe(sizes.length);
        const chars = kept.reduce((sum, { raw }) => sum + raw.length, 0);
        expect(chars <= 200 || log.size === 1).toBe(true);
        if (sizes.length > 0) expect(kept.at(-1)?.row.seq).toBe(sizes.length);
      }),
    );
  });

  it('says the same as a plain list, through growth, wrapping round, holes and what is put into them', () => {
    const max = 1_500;
    const left: number[] = [];
    const log = new EventLog(max, 1e9, 5, ({ seq }) => left.push(seq));
    const model: number[] = [];
    for (let step = 0; step < 6_000; step += 1) {
      if (step % 700 === 699) log.reserve(3);
      model.push(log.nextSeq);
      log.append(entry(log.nextSeq));
      if (step % 700 === 10 && step > 700) {
        const hole = log.nextSeq - 15;
        log.insert([entry(hole), entry(hole + 1)]);
        model.splice(-12, 0, hole, hole + 1);
      }
      if (step % 997 === 0) log.revise({ ...entry(log.lastSeq).row, text: 'revised' });
      if (step % 501 !== 0) continue;
      const kept = model.slice(-max);
      expect(log.after(0, 9_999).map(({ seq }) => seq)).toEqual(kept);
      expect(log.before(log.nextSeq, 20).map(({ seq }) => seq)).toEqual(kept.slice(-20));
      expect([log.firstSeq, log.lastSeq, log.size]).toEqual([kept[0], kept.at(-1), kept.length]);
      const middle = kept[kept.length >> 1] ?? 0;
      expect([log.get(middle)?.seq, log.countUpTo(middle)]).toEqual([middle, model.indexOf(middle) + 1]);
    }
    // One that is revised is told to have left: it is not the same any more.
    const gone = left.filter((seq) => seq < log.firstSeq);
    expect(new Set(gone)).toEqual(new Set(model.slice(0, -max)));
  });

  it('answers after a cursor that has left memory with the oldest it has', () => {
    const log = new EventLog(3, 1_000);
    for (let seq = 1; seq <= 10; seq += 1) log.append(entry(seq));
    expect(log.after(2, 2).map(({ row }) => row.seq)).toEqual([8, 9]);
    expect(log.after(9, 5).map(({ row }) => row.seq)).toEqual([10]);
    expect(log.after(10, 5)).toEqual([]);
    expect(log.get(7)).toBeUndefined();
    expect(log.get(8)?.row.seq).toBe(8);
    expect(log.get(11)).toBeUndefined();
  });

  it('finds the previous entry of a kind within the look it is given', () => {
    const log = new EventLog();
    for (let seq = 1; seq <= 10; seq += 1) log.append(entry(seq));
    const same = ({ row }: LogEntry): boolean => row.subject === 's1';
    expect(log.findBefore(10, same, 100)?.row.seq).toBe(7);
    expect(log.findBefore(10, same, 2)).toBeUndefined();
    expect(log.findBefore(1, same, 100)).toBeUndefined();
  });

  it('puts what was recovered into the hole that was reserved for it, and keeps every address', () => {
    const log = new EventLog(6, 1_000);
    log.append(entry(1));
    log.reserve(3);
    log.append(entry(5));
    log.append(entry(6));
    expect(log.after(0, 9).map(({ row }) => row.seq)).toEqual([1, 5, 6]);
    expect(log.insert([entry(2), entry(3)]).map(({ seq }) => seq)).toEqual([2, 3]);
    expect(log.after(1, 9).map(({ row }) => row.seq)).toEqual([2, 3, 5, 6]);
    expect([1, 2, 3, 4, 5, 6, 7].map((seq) => log.get(seq)?.row.seq)).toEqual([
      1,
      2,
      3,
      undefined,
      5,
      6,
      undefined,
    ]);
    expect(log.countUpTo(5)).toBe(4);
    expect(log.revise({ ...entry(3).row, text: 'new' })).toBe(true);
    expect(log.get(3)?.row.text).toBe('new');
    expect(log.revise(entry(4).row)).toBe(false);
    log.append(entry(7));
    log.append(entry(8));
    expect(log.firstSeq).toBe(2);
    expect(log.evicted).toBe(1);
    expect(() => log.insert([entry(5)])).toThrow('taken');
  });

  it('does not let recovered entries push newer ones out of a full log', () => {
    const log = new EventLog(3, 1_000);
    log.append(entry(1));
    log.reserve(5);
    for (let seq = 7; seq <= 9; seq += 1) log.append(entry(seq));
    expect(log.insert([entry(2), entry(3)])).toEqual([]);
    expect(log.after(0, 9).map(({ row }) => row.seq)).toEqual([7, 8, 9]);
    expect(log.evicted).toBe(3);
  });

  it('puts nothing before what has left, lest there be a hole in what it holds', () => {
    const log = new EventLog(9, 50);
    log.append(entry(1, 'x'.repeat(20)));
    log.reserve(3);
    log.append(entry(5, 'x'.repeat(20)));
    log.append(entry(6, 'x'.repeat(45)));
    expect(log.firstSeq).toBe(6);
    expect(log.insert([entry(2), entry(3)])).toEqual([]);
    expect([log.firstSeq, log.size, log.evicted]).toEqual([6, 1, 4]);
    log.clear();
    expect(log.insert([entry(2)]).map(({ seq }) => seq)).toEqual([2]);
  });

  it('refuses a hole', () => {
    expect(() => {
      new EventLog().append(entry(2));
    }).toThrow('seq 2');
  });
});
