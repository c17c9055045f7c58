import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../../src/core/limits.ts';
import { createSoundPlayer } from '../../../src/main/notifications/sounds.ts';
import { createVirtualClock } from '../../support/virtual-clock.ts';
import { createNotifierBench, DOOR, HELLO } from '../support/notifier-bench.ts';
import { HAS_BUS } from '../support/private-bus.ts';
import { until } from '../support/services-bench.ts';

const CAMERA = { ...DOOR, shows: { serverId: 'home', entity: 'camera.front_door' } };
const STILL = { width: 1, height: 1, bgra: Buffer.from([1, 2, 3, 255]) };
const STILL_DATA = [1, 1, 4, true, 8, 4, Buffer.from([3, 2, 1, 255])];

describe.skipIf(!HAS_BUS)('the sound of a notification on Linux', () => {
  it.each([
    [{ level: 'normal' }, {}],
    [{ level: 'important' }, { 'sound-file': '/sounds/chime.wav' }],
    [{ level: 'critical' }, { 'sound-file': '/sounds/alarm.wav' }],
    [{ level: 'critical', sound: 'bell' }, { 'sound-file': '/sounds/bell.wav' }],
    [{ level: 'critical', sound: 'none' }, { 'suppress-sound': true }],
  ] as const)('%j is played by the server as %j', async (loud, expected) => {
    const { notifier, serve, played } = await createNotifierBench();
    const server = await serve({ capabilities: ['sound'] });
    await notifier.notify({ ...HELLO, ...loud });
    const sounds = Object.entries(server.notified[0]?.hints ?? {}).filter(([name]) => name.includes('sound'));
    expect(Object.fromEntries(sounds)).toEqual(expected);
    expect(played).toEqual([]);
  });

  it('is none at all where sounds are off, and comes back with them', async () => {
    const { notifier, serve, played, setHeard } = await createNotifierBench();
    const server = await serve({ capabilities: ['sound'] });
    setHeard(false);
    await notifier.notify({ ...HELLO, level: 'critical' });
    expect(server.notified[0]?.hints).toMatchObject({ 'suppress-sound': true });
    setHeard(true);
    await notifier.notify({ ...HELLO, level: 'critical' });
    expect(server.notified[1]?.hints).toMatchObject({ 'sound-file': '/sounds/alarm.wav' });
    expect(played).toEqual([]);
  });

  it('is played by us where the server plays none, once for a burst, and again for a critical one', async () => {
    const { notifier, serve, played, clock } = await createNotifierBench();
    const server = await serve();
    const loud = { ...HELLO, sound: 'knock' } as const;
    for (let count = 0; count < 3; count++) await notifier.notify(loud);
    await notifier.notify({ ...HELLO, sound: 'none' });
    expect(played).toEqual(['knock']);
    await notifier.notify({ ...HELLO, level: 'critical' });
    await notifier.notify({ ...HELLO, level: 'critical' });
    expect(played).toEqual(['knock', 'alarm']);
    await clock.advance(2_000);
    await notifier.notify(loud);
    expect(played).toEqual(['knock', 'alarm', 'knock']);
    expect(server.notified[0]?.hints).not.toHaveProperty('sound-file');
  });

  it('is not played for one that is not shown', async () => {
    const { notifier, played } = await createNotifierBench();
    expect(await notifier.notify({ ...HELLO, level: 'critical' })).toBe(false);
    expect(played).toEqual([]);
  });
});

describe.skipIf(!HAS_BUS)('the picture of a notification on Linux', () => {
  it('is waited for, and shown in the place of the icon', async () => {
    const { notifier, serve, asked } = await createNotifierBench();
    const server = await serve();
    const shown = notifier.notify(CAMERA);
    expect(asked[0]?.entity).toBe('camera.front_door');
    expect(server.notified).toEqual([]);
    asked[0]?.answer(STILL);
    expect(await shown).toBe(true);
    expect(server.notified[0]?.hints['image-data']).toEqual(STILL_DATA);
  });

  it('costs nothing but itself when it fails', async () => {
    const { notifier, serve, asked } = await createNotifierBench();
    const server = await serve();
    const shown = notifier.notify(CAMERA);
    asked[0]?.fail();
    expect(await shown).toBe(true);
    expect(server.notified[0]).toMatchObject({ title: 'Door', body: 'opened' });
    expect(server.notified[0]?.hints['image-data']).not.toEqual(STILL_DATA);
  });

  it('is not waited for longer than two seconds, and comes later without a second sound', async () => {
    const { notifier, serve, asked, clock } = await createNotifierBench();
    const server = await serve({ capabilities: ['sound'] });
    const shown = notifier.notify({ ...CAMERA, sound: 'bell' });
    await clock.advance(LIMITS.pictureWaitMs);
    expect(await shown).toBe(true);
    expect(server.notified[0]?.hints).toMatchObject({ 'sound-file': '/sounds/bell.wav' });
    asked[0]?.answer(STILL);
    await until('the picture', () => server.notified.length > 1);
    expect(server.notified[1]).toMatchObject({
      replaces: 1,
      hints: { 'image-data': STILL_DATA, 'suppress-sound': true },
    });
    expect(server.notified[1]?.hints).not.toHaveProperty('sound-file');
  });

  it('does not bring one back that was closed meanwhile', async () => {
    const { notifier, serve, asked, clock } = await createNotifierBench();
    const server = await serve();
    const shown = notifier.notify(CAMERA);
    await clock.advance(LIMITS.pictureWaitMs);
    await shown;
    server.dismiss(1);
    await notifier.notify(HELLO);
    asked[0]?.answer(STILL);
    await notifier.notify(HELLO);
    expect(server.notified.map(({ replaces }) => replaces)).toEqual([0, 0, 0]);
  });

  it('asks a camera once for all alerts about it, few cameras at a time, and keeps their order', async () => {
    const { notifier, serve, asked } = await createNotifierBench();
    const server = await serve();
    await notifier.notify(HELLO);
    const opened = notifier.notify(CAMERA);
    const closed = notifier.notify({ ...CAMERA, body: 'closed' });
    expect(asked).toHaveLength(1);
    const others = Array.from({ length: 5 }, (_, at) =>
      notifier.notify({ ...HELLO, shows: { serverId: 'home', entity: `camera.other_${String(at)}` } }),
    );
    expect(asked).toHaveLength(4);
    for (const each of asked) each.answer(STILL);
    await Promise.all([opened, closed, ...others]);
    expect(server.notified).toHaveLength(8);
    expect(server.notified.filter(({ replaces }) => replaces > 0)).toMatchObject([{ body: 'closed' }]);
  });
});

describe('createSoundPlayer', () => {
  function createBench() {
    const clock = createVirtualClock();
    const open: { sound: string; end(): void }[] = [];
    let windows = 0;
    const play = createSoundPlayer(clock, () => {
      windows += 1;
      return {
        play: (sound, end) => open.push({ sound, end }),
        destroy: () => {
          windows -= 1;
        },
      };
    });
    return { clock, open, play, windows: () => windows };
  }

  it('has one window at most, closed when the sound has ended', () => {
    const { open, play, windows } = createBench();
    play('chime');
    play('alarm');
    expect(windows()).toBe(1);
    open[0]?.end();
    expect(windows()).toBe(1);
    open[1]?.end();
    expect(windows()).toBe(0);
    play('none');
    expect(open.map(({ sound }) => sound)).toEqual(['chime', 'alarm']);
  });

  it('closes one that never ends', async () => {
    const { clock, play, windows } = createBench();
    play('bell');
    await clock.advance(9_999);
    expect(windows()).toBe(1);
    await clock.advance(1);
    expect(windows()).toBe(0);
    expect(clock.timers).toBe(0);
  });
});
