import { describe, expect, it } from 'vitest';
import type { NotificationRequest } from '../../../src/core/history/alert.ts';
import { createElectronNotifier } from '../../../src/main/notifications/electron-notifier.ts';
import type { Trimmings } from '../../../src/main/notifications/pictures.ts';
import { createVirtualClock } from '../../support/virtual-clock.ts';

/** What Electron says of a pressed button. */
interface Details {
  readonly actionIndex?: number;
}

interface Shown {
  readonly title: string;
  readonly heard: readonly [isSilent: boolean, sound: string | null];
  readonly picture: unknown;
  readonly actions: readonly string[];
  isClosed: boolean;
  fire(event: string, index?: number, details?: Details): void;
}

/** A desktop that takes notifications (`show`), refuses them (`failed`), or says nothing. */
function createBench(
  answer: 'show' | 'failed' | 'silence',
  { supported = true, hasButtons = true, knowsSounds = false } = {},
) {
  const played: string[] = [];
  const clock = createVirtualClock();
  const shown: Shown[] = [];
  const pressed: unknown[] = [];
  const native = createElectronNotifier({
    hasButtons,
    clock,
    isSupported: () => supported,
    knowsSounds,
    playSound: (sound) => played.push(sound),
    create({ title, actions, isSilent, sound, picture }) {
      const listeners = new Map<string, (details: Details, index: number) => void>();
      const fire: Shown['fire'] = (event, index = 0, details = {}) => listeners.get(event)?.(details, index);
      const heard = [isSilent, sound] as const;
      const one: Shown = { title, actions, heard, picture, isClosed: false, fire };
      return {
        on: (event: string, fn: (details: Details, index: number) => void) => listeners.set(event, fn),
        show() {
          shown.push(one);
          if (answer !== 'silence') fire(answer);
        },
        close() {
          one.isClosed = true;
        },
      };
    },
    onPress: (button, { seq, rule }) => pressed.push([button, seq, rule?.id]),
  });
  const notifier = {
    notify: (request: NotificationRequest, trimmings: Trimmings = { sound: null, picture: null }) =>
      native.notify(request, trimmings),
  };
  return { notifier, clock, shown, pressed, played };
}

const HELLO = { title: 'Door', body: 'opened', level: 'normal', seq: 7 } as const;
const DOOR = { ...HELLO, rule: { id: 'doors', thing: 'front' } };

describe('createElectronNotifier', () => {
  it('says that it was shown, and tells of a click and of buttons', async () => {
    const { notifier, shown, pressed } = createBench('show');
    expect(await notifier.notify(HELLO)).toBe(true);
    expect(await notifier.notify(DOOR)).toBe(true);
    expect(shown.map(({ actions }) => actions)).toEqual([[], ['Snooze 1 h', 'Mute this rule']]);
    shown[0]?.fire('click');
    shown[0]?.fire('action', 1);
    shown[1]?.fire('action', 1);
    // As later versions of Electron may say it.
    shown[1]?.fire('action', undefined, { actionIndex: 0 });
    expect(pressed).toEqual([
      ['default', 7, undefined],
      ['mute', 7, 'doors'],
      ['snooze-hour', 7, 'doors'],
    ]);
  });

  it.each([
    [null, false, [false, null], []],
    ['none', false, [true, null], []],
    ['bell', false, [true, null], ['bell']],
    ['bell', true, [false, 'bell'], []],
    ['none', true, [true, null], []],
  ] as const)(
    'with the sound %j, known to the system: %j, it is heard once',
    async (sound, knowsSounds, heard, expected) => {
      const { notifier, shown, played } = createBench('show', { knowsSounds });
      await notifier.notify(HELLO, { sound, picture: null });
      expect(shown[0]?.heard).toEqual(heard);
      expect(played).toEqual(expected);
    },
  );

  it('plays nothing of one that the desktop does not show, and shows the picture of one', async () => {
    const refusing = createBench('failed');
    await refusing.notifier.notify(HELLO, { sound: 'bell', picture: null });
    expect(refusing.played).toEqual([]);
    const { notifier, shown } = createBench('show');
    const picture = { width: 1, height: 1, bgra: Buffer.from([1, 2, 3, 255]) };
    await notifier.notify(HELLO, { sound: null, picture });
    expect(shown[0]?.picture).toBe(picture);
  });

  it('has no buttons where Electron has none', async () => {
    const { notifier, shown } = createBench('show', { hasButtons: false });
    await notifier.notify(DOOR);
    expect(shown[0]?.actions).toEqual([]);
  });

  it('closes the older one of the same rule and thing, and no other', async () => {
    const { notifier, shown } = createBench('show');
    const other = { ...DOOR, rule: { id: 'doors', thing: 'back' } };
    for (const each of [DOOR, other, HELLO, HELLO, DOOR]) await notifier.notify(each);
    expect(shown.map(({ isClosed }) => isClosed)).toEqual([true, false, false, false, false]);
  });

  it('says that it failed when the desktop refuses, is silent or has no notifications', async () => {
    expect(await createBench('failed').notifier.notify(HELLO)).toBe(false);
    expect(await createBench('show', { supported: false }).notifier.notify(HELLO)).toBe(false);
    const silent = createBench('silence');
    const waiting = silent.notifier.notify(HELLO);
    await silent.clock.advance(5_000);
    expect(await waiting).toBe(false);
  });
});
