import { afterAll, describe, expect, it } from 'vitest';
import { toRow } from '../../src/core/events/to-row.ts';
import type { StoredEvent, Busiest, ValueCount, Question } from '../../src/core/history/history.ts';
import { answer } from '../../src/history/search/answer.ts';
import { LISTED_FACETS } from '../../src/core/query/ast.ts';
import { finish } from './support/finish.ts';
import { FakeHouse } from '../browser/fake-house.ts';
import { createPast } from '../browser/fake-past.ts';
import { FakeStore } from '../browser/fake-store.ts';
import { appendAll, openStore } from './support/test-store.ts';
import { START } from './support/stored-events.ts';

const EVENTS = 400;

/** A part of a house's day, in the store and in the fake that stands for it before a page. */
function fillBoth() {
  const store = openStore();
  const fake = new FakeStore(createPast(0, START));
  const house = new FakeHouse();
  const day = Array.from({ length: EVENTS }, (_, i) => house.next(START + i * 60_000)).flat();
  day.forEach(({ event, at }, i) => {
    const facts = { seq: i + 1, serverId: 'home', receivedAt: at, alert: false };
    const stored: StoredEvent = { ...facts, raw: JSON.stringify(event), row: toRow(event, facts) };
    fake.append(stored);
    appendAll(store, [{ kind: 'event', ...facts, recovered: false, raw: stored.raw }]);
  });
  return { store, fake };
}

describe('the fake of the browser tests answers as the store does', () => {
  const { store, fake } = fillBoth();
  afterAll(() => {
    store.close();
  });
  const ask = (question: Question): unknown => finish(answer(store, question, new Map()));

  it.each(LISTED_FACETS)('values: %s', async (facet) => {
    const values = ask({ kind: 'values', args: [facet, '', 100] }) as readonly ValueCount[];
    expect(new Set(await fake.values(facet, '', 100))).toEqual(new Set(values));
    // A service is called like an entity, and is none.
    expect(values.some(({ value }) => value === 'light.turn_on')).toBe(facet === 'service');
  });

  it('busiest', async () => {
    const range = { from: START + 3_600_000, to: START + 90 * 60_000, limit: 100 };
    const { total, busy } = ask({ kind: 'busiest', args: [range] }) as Busiest;
    const faked = await fake.busiest(range);
    expect(faked.total).toBe(total);
    expect(new Set(faked.busy)).toEqual(new Set(busy));
    expect(busy.some(({ entity }) => entity === 'light.hall')).toBe(true);
  });
});
