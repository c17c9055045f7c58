import { onTestFinished } from 'vitest';
import type { NotificationRequest } from '../../../src/core/history/alert.ts';
import { createSessionBus } from '../../../src/main/desktop/session-bus.ts';
import { createNotifier } from '../../../src/main/notifications/notifications.ts';
import type { Picture } from '../../../src/main/notifications/picture.ts';
import { createVirtualClock } from '../../support/virtual-clock.ts';
import { createNotificationServer } from './fake-notification-server.ts';
import { startPrivateBus } from './private-bus.ts';

export const HELLO: NotificationRequest = { title: 'Door', body: 'opened', level: 'normal', seq: 7 };
export const DOOR: NotificationRequest = { ...HELLO, rule: { id: 'doors', thing: 'front' } };

/** A notifier of Linux on a bus of its own, with a camera that the test plays. */
export async function createNotifierBench() {
  const clock = createVirtualClock();
  const privateBus = await startPrivateBus();
  const bus = createSessionBus(clock, privateBus.connect);
  onTestFinished(bus.stop);
  const pressed: [string, NotificationRequest][] = [];
  const supports: boolean[] = [];
  const played: string[] = [];
  const asked: { entity: string; answer(picture: Picture | null): void; fail(): void }[] = [];
  let isHeard = true;
  const notifier = createNotifier({
    isHeard: () => isHeard,
    platform: 'linux',
    clock,
    bus,
    isSupported: () => false,
    hasButtons: false,
    create: () => {
      throw new Error('Electron is not asked on Linux.');
    },
    icon: () => ({ width: 2, height: 1, bgra: Buffer.from([1, 2, 3, 255, 50, 100, 0, 128]) }),
    fetchPicture: ({ entity }) =>
      new Promise((answer, reject) => {
        asked.push({ entity, answer, fail: () => reject(new Error('no picture')) });
      }),
    soundFile: (sound) => `/sounds/${sound}.wav`,
    knowsSounds: false,
    playSound: (sound) => played.push(sound),
    onPress: (button, request) => pressed.push([button, request]),
    onSupport: () => supports.push(notifier.isSupported()),
  });
  return {
    ...privateBus,
    clock,
    notifier,
    pressed,
    supports,
    played,
    /** The setting "Sounds". */
    setHeard(on: boolean): void {
      isHeard = on;
    },
    asked,
    async serve(options?: Parameters<typeof createNotificationServer>[1]) {
      const member = await privateBus.join();
      const server = createNotificationServer(member, options);
      await server.own();
      return { ...server, member };
    },
  };
}
