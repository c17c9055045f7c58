import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../../../src/core/settings/settings.ts';
import { createRuleTrials } from '../../../src/main/notifications/rule-trials.ts';
import { haEvent } from '../../support/event-builders.ts';
import { createListedHistory } from '../../support/listed-history.ts';
import { ruleOf } from '../../support/rule-builders.ts';
import { createVirtualClock } from '../../support/virtual-clock.ts';

const HOUR_MS = 3_600_000;
const BELL = ruleOf('type:bell');

/** A bell every hour of the last day, in a history that answers page by page, as it is told. */
function createBench() {
  const clock = createVirtualClock();
  const listed = createListedHistory(
    Array.from({ length: 24 }, (_, i) => ({
      ...haEvent('bell', { name: String(i) }),
      time_fired: new Date(clock.now() - (24 - i) * HOUR_MS + 1).toISOString(),
    })),
  );
  const held: (() => void)[] = [];
  let opened = 0;
  let closed = 0;
  const trials = createRuleTrials(
    {
      settings: { current: () => DEFAULT_SETTINGS },
      queryContext: () => ({ serverNames: new Map([['home', 'Home']]), registries: new Map() }),
      history: {
        ...listed,
        search(...question) {
          opened += 1;
          const search = listed.search(...question);
          return {
            ...search,
            async events(from, count) {
              await new Promise<void>((resolve) => held.push(resolve));
              return search.events(from, count);
            },
            close() {
              closed += 1;
            },
          };
        },
      },
    },
    clock,
  );
  const settle = async (): Promise<void> => {
    for (let i = 0; i < 50; i += 1) await Promise.resolve();
  };
  return {
    trials,
    clock,
    settle,
    counts: () => ({ opened, closed }),
    /** The history answers one question. */
    async answer(): Promise<void> {
      held.shift()?.();
      await settle();
    },
    /** Asks, and lets the time pass that a person waits at most. */
    async look() {
      const looking = trials.look(BELL, 1);
      await settle();
      await clock.advance(400);
      return looking;
    },
  };
}

describe('createRuleTrials', () => {
  it('shows what was found so far, and goes on with it', async () => {
    const { look, answer, clock } = createBench();
    const startedAt = clock.now();
    expect(await look()).toMatchObject({ alerts: 0, total: 24, checkedUntil: startedAt - 24 * HOUR_MS });
    await answer();
    const first = await look();
    expect(first).toMatchObject({ alerts: 6, told: { length: 6 } });
    expect(first?.checkedUntil).toBeGreaterThan(startedAt - 20 * HOUR_MS);
    for (let page = 1; page < 4; page += 1) await answer();
    expect(await look()).toMatchObject({ alerts: 24, told: { length: 24 }, checkedUntil: null });
  });

  it('ends a trial that nobody asks for any more, and starts again when somebody does', async () => {
    const { look, answer, clock, counts, trials } = createBench();
    await look();
    await clock.advance(10_000);
    await answer();
    expect(counts()).toEqual({ opened: 1, closed: 1 });
    expect(trials.known(BELL, 1)).toBeNull();
    await look();
    expect(counts().opened).toBe(2);
  });

  it('keeps a result for the next who asks', async () => {
    const { look, answer, counts, trials, settle } = createBench();
    const counting = trials.count(BELL, 1);
    await settle();
    expect(trials.known(BELL, 1)).toBeNull();
    for (let page = 0; page < 4; page += 1) await answer();
    expect(await counting).toMatchObject({ alerts: 24, checkedUntil: null });
    expect(trials.known(BELL, 1)).toEqual(await counting);
    expect(await look()).toMatchObject({ alerts: 24 });
    expect(counts()).toEqual({ opened: 4, closed: 4 });
  });

  it('says of a result what the rule would say by now', async () => {
    const { look, answer, counts, trials, settle } = createBench();
    const counting = trials.count(BELL, 1);
    await settle();
    for (let page = 0; page < 4; page += 1) await answer();
    await counting;
    expect((await look())?.told[0]?.body).toContain(BELL.name);
    const renamed = { ...BELL, name: 'Ring', says: { title: '{{data.name}}!', body: '{{rule}}' } };
    expect((await trials.look(renamed, 1))?.told[0]).toMatchObject({ title: '23!', body: 'Ring' });
    expect(counts().opened).toBe(4);
  });

  it('runs eight trials at most: the one asked for longest ago gives way', async () => {
    const { answer, counts, trials, settle } = createBench();
    const looks = Array.from({ length: 9 }, (_, i) =>
      trials.look(ruleOf(`type:bell data.name:${String(i)}`), 1),
    );
    await settle();
    expect(await looks[0]).toBeNull();
    for (let page = 0; page < 9; page += 1) await answer();
    expect(counts().closed).toBeGreaterThan(0);
  });

  it('has no answer to a query that can not be read', async () => {
    const { trials } = createBench();
    expect(await trials.look(ruleOf('to:('), 7)).toBeNull();
  });
});
