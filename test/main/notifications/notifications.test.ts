import { describe, expect, it } from 'vitest';
import { createNotifier } from '../../../src/main/notifications/notifications.ts';
import type { NativeNotification } from '../../../src/main/notifications/notifications.ts';
import { createVirtualClock } from '../../support/virtual-clock.ts';

type NativeEvent = Parameters<NativeNotification['on']>[0];

interface Shown {
  readonly title: string;
  readonly body: string;
  fire(event: NativeEvent): void;
}

/** A desktop that takes notifications (`show`), refuses them (`failed`), or says nothing. */
function createBench(
  answer: 'show' | 'failed' | 'silence',
  capabilities: readonly string[] | null = [],
  supported = true,
) {
  const clock = createVirtualClock();
  const shown: Shown[] = [];
  const clicked: (number | null)[] = [];
  let asked = 0;
  const notifier = createNotifier({
    platform: 'linux',
    clock,
    bus: {
      hasOwner: () => Promise.resolve(null),
      isKeyringLocked: () => Promise.resolve(null),
      notificationCapabilities: () => {
        asked += 1;
        return Promise.resolve(capabilities);
      },
    },
    isSupported: () => supported,
    create({ title, body }) {
      const listeners = new Map<string, () => void>();
      const fire = (event: string): void => listeners.get(event)?.();
      return {
        on: (event, fn) => listeners.set(event, fn),
        show() {
          shown.push({ title, body, fire });
          if (answer !== 'silence') fire(answer);
        },
      };
    },
    onClick: (seq) => clicked.push(seq),
  });
  return { notifier, clock, shown, clicked, asked: () => asked };
}

const HELLO = { title: 'Front <door>', body: 'opened & <b>closed</b>', level: 'normal', seq: 7 } as const;

describe('createNotifier', () => {
  it('says that it was shown, and leads a click to its event', async () => {
    const { notifier, shown, clicked } = createBench('show');
    expect(await notifier.notify(HELLO)).toBe(true);
    shown[0]?.fire('click');
    expect(clicked).toEqual([7]);
  });

  it.each([
    [['body', 'body-markup'], 'opened &amp; &lt;b&gt;closed&lt;/b&gt;'],
    [null, 'opened &amp; &lt;b&gt;closed&lt;/b&gt;'],
    [['body'], 'opened & <b>closed</b>'],
  ])('with a server that can %j the body is %s', async (capabilities, body) => {
    const { notifier, shown } = createBench('show', capabilities);
    await notifier.notify(HELLO);
    expect(shown[0]).toMatchObject({ title: 'Front <door>', body });
  });

  it('asks the server for its capabilities now and then, not each time', async () => {
    const { notifier, clock, asked } = createBench('show');
    for (let i = 0; i < 5; i += 1) await notifier.notify(HELLO);
    expect(asked()).toBe(1);
    await clock.advance(301_000);
    await notifier.notify(HELLO);
    expect(asked()).toBe(2);
  });

  it('says that it failed when the desktop refuses, is silent or has no notifications', async () => {
    expect(await createBench('failed').notifier.notify(HELLO)).toBe(false);
    expect(await createBench('show', [], false).notifier.notify(HELLO)).toBe(false);
    const silent = createBench('silence');
    const waiting = silent.notifier.notify(HELLO);
    await silent.clock.advance(5_000);
    expect(await waiting).toBe(false);
  });
});
