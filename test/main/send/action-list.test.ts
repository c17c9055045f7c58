import { describe, expect, it } from 'vitest';
import { createActionList } from '../../../src/main/send/action-list.ts';
import { createVirtualClock } from '../../support/virtual-clock.ts';

function createBench() {
  const clock = createVirtualClock();
  const asked: string[] = [];
  const answers = new Map<string, readonly string[]>([
    ['home', ['lock.lock', 'light.turn_on', 'light.toggle']],
    ['cabin', []],
  ]);
  const list = createActionList({
    clock,
    monitor: {
      actions: (serverId) => {
        asked.push(serverId);
        return Promise.resolve(answers.get(serverId) ?? []);
      },
    },
    serverIds: () => answers.keys(),
    listCalled: (typed) =>
      Promise.resolve([{ value: 'light.turn_on', count: 7 }].filter(({ value }) => value.startsWith(typed))),
  });
  return { list, asked, answers, clock };
}

describe('the list of actions', () => {
  it('has those that were called first, then what begins so, then what has it inside', async () => {
    const { list } = createBench();
    expect(await list('L')).toEqual([
      { value: 'light.turn_on', count: 7 },
      { value: 'light.toggle', count: 0 },
      { value: 'lock.lock', count: 0 },
    ]);
    expect((await list('lock')).map(({ value }) => value)).toEqual(['lock.lock']);
    expect((await list('tog')).map(({ value }) => value)).toEqual(['light.toggle']);
  });

  it('asks a server once in ten minutes, and one without an answer again', async () => {
    const { list, asked, clock } = createBench();
    await list('');
    await list('l');
    expect(asked).toEqual(['home', 'cabin', 'cabin']);
    await clock.advance(600_000);
    await list('l');
    expect(asked.filter((id) => id === 'home')).toHaveLength(2);
  });
});
