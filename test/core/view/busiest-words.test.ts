import { describe, expect, it } from 'vitest';
import {
  describePace,
  describeShare,
  describeSilence,
  describeBusiest,
  BUSIEST_SPANS,
  toBusyEntities,
} from '../../../src/core/view/busiest-words.ts';

describe('the busiest in words', () => {
  it.each([
    [0, '0 %'],
    [0.000_4, 'under 0.1 %'],
    [0.024, '2.4 %'],
    [0.41, '41 %'],
    [1, '100 %'],
  ])('a share of %d', (share, words) => {
    expect(describeShare(share)).toBe(words);
  });

  it.each([
    [36_000, 3_600_000, '10 /s'],
    [11_520, 3_600_000, '3.2 /s'],
    [720, 3_600_000, '12 /min'],
    [4, 3_600_000, '4 /h'],
    [1, 86_400_000, '1 /day'],
  ])('%d in %d ms', (count, spanMs, words) => {
    expect(describePace(count, spanMs)).toBe(words);
  });

  it('a silence', () => {
    expect(describeSilence(0, 3 * 3_600_000 + 25 * 60_000)).toBe('silent for 3 h');
    expect(describeSilence(10_000, 5_000)).toBe('silent for 1 s');
  });

  it('says the first thing first', () => {
    const busiest = {
      total: 100,
      busy: [{ entity: 'sensor.house_power', serverId: 'home', count: 41 }],
      silent: [],
    };
    expect(describeBusiest(busiest, BUSIEST_SPANS[1])).toBe(
      'House power: 41 % of the events in the last hour.',
    );
    expect(describeBusiest({ total: 0, busy: [], silent: [] }, BUSIEST_SPANS[0])).toBe(
      'No entity sent an event in the last 10 minutes.',
    );
  });

  it('never tells of more than all', () => {
    expect(
      toBusyEntities({ total: 0, busy: [{ entity: 'a.b', serverId: 'x', count: 5 }], silent: [] }, 1_000),
    ).toMatchObject([{ share: 0 }]);
    expect(
      toBusyEntities({ total: 2, busy: [{ entity: 'a.b', serverId: 'x', count: 5 }], silent: [] }, 1_000),
    ).toMatchObject([{ share: 1 }]);
  });
});
