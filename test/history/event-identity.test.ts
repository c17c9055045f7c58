import { describe, expect, it } from 'vitest';
import { keyAt } from '../../src/core/log/keys.ts';
import { finish } from './support/finish.ts';
import { answer } from '../../src/history/search/answer.ts';
import type { Question } from '../../src/core/history/history.ts';
import type { HistoryStore } from '../../src/history/store/history-store.ts';
import { START, stateEntry } from './support/stored-events.ts';
import { appendAll, findSeqs, openStore } from './support/test-store.ts';

const EVERYTHING = { kind: 'everything' } as const;
const FIRED = '2026-11-21T12:00:00.274129+00:00';

function raw(type: string, data: object, timeFired = FIRED): string {
  return JSON.stringify({ event_type: type, data, origin: 'LOCAL', time_fired: timeFired });
}

function change(state: string, attributes: object = {}): object {
  return {
    entity_id: 'light.hall',
    old_state: null,
    new_state: { entity_id: 'light.hall', state, attributes },
  };
}

/** How many events are kept of these texts, each of a seq of its own. */
function keptOf(texts: readonly string[], servers: readonly string[] = []): number {
  const store = openStore();
  texts.forEach((text, index) => {
    appendAll(store, [stateEntry(index + 1, '', '', { raw: text, serverId: servers[index] ?? 'Home-1' })]);
  });
  const { events, twins } = store.status();
  expect(events + (twins ?? 0)).toBe(texts.length);
  store.close();
  return events;
}

describe('no event is kept twice', () => {
  it.each([
    ['the same text', [raw('ring', { n: 1 }), raw('ring', { n: 1 })], 1],
    ['members in another order', [raw('ring', { n: 1, m: [2] }), raw('ring', { m: [2], n: 1 })], 1],
    [
      'a change as the stream and as a recorder tells it',
      [raw('state_changed', change('on', { brightness: 3 })), raw('state_changed', change('on'))],
      1,
    ],
    ['another content', [raw('ring', { n: 1 }), raw('ring', { n: 2 })], 2],
    ['another type', [raw('ring', {}), raw('rang', {})], 2],
    ['another state', [raw('state_changed', change('on')), raw('state_changed', change('off'))], 2],
    ['another microsecond', [raw('ring', {}), raw('ring', {}, FIRED.replace('129', '130'))], 2],
    [
      'times to the second, as servers of 2015 told them',
      [raw('ring', {}, '2015-11-21T12:00:00+00:00'), raw('ring', {}, '2015-11-21T12:00:00+00:00')],
      2,
    ],
    ['no time at all', [raw('ring', {}, ''), raw('ring', {}, '')], 2],
  ] as const)('%s', (_, texts, kept) => {
    expect(keptOf(texts)).toBe(kept);
  });

  it('but by each server', () => {
    expect(keptOf([raw('ring', {}), raw('ring', {})], ['Home-1', 'Cabin'])).toBe(2);
  });

  it('also after a restart, and when later events are kept already', () => {
    const store = openStore();
    appendAll(store, [stateEntry(10), stateEntry(20), stateEntry(30)]);
    appendAll(store, [{ ...stateEntry(20), seq: 25, recovered: true }]);
    expect(findSeqs(store, EVERYTHING)).toEqual([30, 20, 10]);
    expect(store.status().twins).toBe(1);
    store.close();
  });

  it('the same seq again replaces what was there', () => {
    const store = openStore();
    appendAll(store, [stateEntry(1, 'light.hall'), stateEntry(2)]);
    appendAll(store, [stateEntry(1, 'light.porch')]);
    expect(findSeqs(store, { kind: 'words', tokens: ['porch'] })).toEqual([1]);
    expect(
      findSeqs(store, { kind: 'facet', facet: 'entity', test: { kind: 'is', value: 'light.hall' } }),
    ).toEqual([2]);
    expect(store.status().events).toBe(2);
    store.close();
  });
});

describe('what comes late', () => {
  it('takes its place in time: a whole day from a recorder, below what is kept', () => {
    const store = openStore();
    const today = Array.from({ length: 50 }, (_, i) => ({
      ...stateEntry(90_000 + i),
      seq: keyAt(START + 90_000_000 + i * 1_000),
    }));
    const yesterday = Array.from({ length: 50 }, (_, i) => ({
      ...stateEntry(i),
      seq: keyAt(START + i * 1_000),
      recovered: true,
    }));
    appendAll(store, today);
    appendAll(store, yesterday);
    const seqs = findSeqs(store, EVERYTHING);
    expect(seqs).toEqual([...yesterday, ...today].map(({ seq }) => seq).reverse());
    expect(findSeqs(store, { kind: 'words', tokens: ['hall'] })).toEqual(seqs);
    store.close();
  });
});

function ask(store: HistoryStore, question: Question): unknown {
  return finish(answer(store, question, new Map()));
}

describe('what recovery and rules ask', () => {
  it('has the present state of each entity, whatever the order in which it came', () => {
    const store = openStore();
    appendAll(store, [
      stateEntry(5, 'light.hall', 'off'),
      stateEntry(6, 'light.porch'),
      stateEntry(7, 'light.hall', 'on'),
    ]);
    appendAll(store, [
      stateEntry(4, 'light.hall', 'unavailable'),
      stateEntry(8, 'light.hall', 'off', { serverId: 'Cabin' }),
    ]);
    const removed = JSON.stringify({
      event_type: 'state_changed',
      data: { entity_id: 'light.porch', new_state: null },
    });
    appendAll(store, [stateEntry(9, '', '', { raw: removed })]);
    expect(ask(store, { kind: 'currentStates', args: ['Home-1'] })).toEqual([
      {
        serverId: 'Home-1',
        entity: 'light.hall',
        state: 'on',
        attributes: { friendly_name: 'Hall', brightness: 7 },
      },
    ]);
    expect(ask(store, { kind: 'currentStates', args: [null] })).toHaveLength(2);
    store.close();
  });
});
