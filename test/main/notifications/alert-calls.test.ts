import { describe, expect, it } from 'vitest';
import type { AlertCall, NotificationRequest } from '../../../src/core/history/alert.ts';
import type { SentItem } from '../../../src/core/ipc/history-views.ts';
import type { SendDraft } from '../../../src/core/ipc/send-draft.ts';
import { createAlertCalls } from '../../../src/main/notifications/alert-calls.ts';

const OFF: AlertCall = {
  label: 'Turn off',
  serverId: 'home',
  action: 'homeassistant.turn_off',
  data: '{"entity_id":"light.hall"}',
};

/** A server that answers when it is told to. */
function createBench() {
  const sent: SendDraft[] = [];
  const answers: ((item: SentItem) => void)[] = [];
  const told: NotificationRequest[] = [];
  const calls = createAlertCalls(
    {
      send: (draft) => {
        sent.push(draft);
        return new Promise((resolve) => answers.push(resolve));
      },
    },
    (request) => {
      told.push(request);
      return Promise.resolve(true);
    },
  );
  const answer = (ok: boolean, message: string): void => {
    const [draft] = sent.slice(-1);
    if (draft !== undefined) answers.shift()?.({ ...draft, at: 0, ok, message });
  };
  return { calls, sent, told, answer };
}

describe('a button that calls an action', () => {
  it.each([
    [true, 'Turn off: done'],
    [false, 'Turn off did not work'],
  ])('sends it once, and tells that it worked: %s', async (ok, title) => {
    const { calls, sent, told, answer } = createBench();
    const calling = calls.callAndTell(OFF);
    answer(ok, 'Home says so.');
    await calling;
    const { action: name, data } = OFF;
    expect(sent).toEqual([{ serverId: 'home', kind: 'action', name, data }]);
    expect(told).toEqual([{ title, body: 'Home says so.', level: 'normal', seq: null }]);
  });

  it('sends nothing for a second press before the answer, and tells once', async () => {
    const { calls, sent, told, answer } = createBench();
    const calling = [calls.callAndTell(OFF), calls.callAndTell(OFF), calls.callAndTell({ ...OFF })];
    expect(sent).toHaveLength(1);
    answer(true, 'Done.');
    await Promise.all(calling);
    expect(told).toHaveLength(1);
    void calls.call(OFF);
    expect(sent).toHaveLength(2);
  });

  it('lets another button go its way', () => {
    const { calls, sent } = createBench();
    void calls.call(OFF);
    void calls.call({ ...OFF, data: '{"entity_id":"light.desk"}' });
    expect(sent).toHaveLength(2);
  });
});
