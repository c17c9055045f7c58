import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { forge } from '../support/fake-notification-server.ts';
import { createNotifierBench, DOOR, HELLO } from '../support/notifier-bench.ts';
import { flush, HAS_BUS } from '../support/private-bus.ts';
import { until } from '../support/services-bench.ts';

describe.skipIf(!HAS_BUS)('notifications on Linux', () => {
  it.each([
    ['normal', { timeout: -1, urgency: 1, resident: false }],
    ['important', { timeout: 0, urgency: 1, resident: true }],
    ['critical', { timeout: 0, urgency: 2, resident: false }],
  ] as const)('one that is %s is shown as %j', async (level, { timeout, urgency, resident }) => {
    const { notifier, serve } = await createNotifierBench();
    const server = await serve();
    expect(await notifier.notify({ ...DOOR, level })).toBe(true);
    expect(server.notified[0]).toMatchObject({ title: 'Door', replaces: 0, timeout, hints: { urgency } });
    expect(server.notified[0]?.hints['resident'] ?? false).toBe(resident);
    const { desktopName } = JSON.parse(readFileSync('package.json', 'utf8')) as { desktopName: string };
    expect(`${String(server.notified[0]?.hints['desktop-entry'])}.desktop`).toBe(desktopName);
    expect(server.notified[0]?.actions).toEqual([
      'default',
      'Open',
      'snooze-hour',
      'Snooze 1 h',
      'mute',
      'Mute this rule',
    ]);
    // Red before blue, and colours as they were before they were multiplied by alpha.
    const picture = [2, 1, 8, true, 8, 4, Buffer.from([3, 2, 1, 255, 0, 199, 100, 128])];
    expect(server.notified[0]?.hints['image-data']).toEqual(picture);
  });

  it('takes out what turns text around, bounds it, and escapes the body where the server reads markup', async () => {
    const { notifier, serve } = await createNotifierBench();
    const server = await serve();
    const foreign = { title: `<b>\u202Egnp.exe\n${'x'.repeat(500)}`, body: '<a href="x">\u0007&\u2066' };
    await notifier.notify({ ...HELLO, ...foreign });
    expect(server.notified[0]?.title).toBe(`<b>gnp.exe ${'x'.repeat(108)}…`);
    expect(server.notified[0]?.body).toBe('&lt;a href="x"&gt;&amp;');
  });

  it('leaves out what a server can not do', async () => {
    const { notifier, serve } = await createNotifierBench();
    const server = await serve({ capabilities: ['body'] });
    await notifier.notify({ ...DOOR, body: 'A & B', level: 'important' });
    expect(server.notified[0]).toMatchObject({ body: 'A & B', actions: [], timeout: 0 });
    expect(server.notified[0]?.hints).not.toHaveProperty('resident');
  });

  it('replaces the older of the same rule and thing, also before that has its number, until it was closed', async () => {
    const { notifier, serve, pressed } = await createNotifierBench();
    const server = await serve();
    const other = { ...DOOR, rule: { id: 'doors', thing: 'back' } };
    await Promise.all([DOOR, DOOR, other, HELLO, HELLO].map(notifier.notify));
    expect(server.notified.map(({ replaces }) => replaces).toSorted()).toEqual([0, 0, 0, 0, 1]);
    expect(server.asked()).toBe(1);
    server.dismiss(1);
    server.press(2, 'default');
    await until('the press', () => pressed.length > 0);
    await notifier.notify(DOOR);
    expect(server.notified.at(-1)?.replaces).toBe(0);
  });

  it('hears its buttons from the server and from nobody else', async () => {
    const { notifier, serve, join, pressed } = await createNotifierBench();
    const server = await serve();
    await notifier.notify(DOOR);
    await notifier.notify({ ...HELLO, seq: 8 });
    const us = server.notified[0]?.sender ?? '';
    const rogue = await join();
    rogue.send(forge(us, 'ActionInvoked', 'us', [1, 'mute']));
    rogue.send(forge(us, 'NotificationClosed', 'uu', [1, 2]));
    await flush(rogue);
    server.press(99, 'default');
    server.press(1, 'format-disk');
    server.press(2, 'mute');
    server.press(1, 'default');
    server.press(1, 'snooze-hour');
    await until('the closing', () => server.closed.length > 0);
    expect(pressed).toEqual([
      ['default', DOOR],
      ['snooze-hour', DOOR],
    ]);
    expect(server.closed).toEqual([1]);
  });

  it('asks a server that took the place of another what it can do, and forgets what the other showed', async () => {
    const { notifier, serve, pressed } = await createNotifierBench();
    const first = await serve();
    await notifier.notify(DOOR);
    await first.leave();
    const second = await serve({ capabilities: ['actions'] });
    await notifier.notify({ ...DOOR, body: 'a & b' });
    expect(second.notified[0]).toMatchObject({ replaces: 0, body: 'a & b' });
    first.press(1, 'default');
    await flush(first.member);
    second.press(1, 'default');
    await until('a press', () => pressed.length > 0);
    expect([second.asked(), pressed.length]).toEqual([1, 1]);
  });

  it('says that there is no server, and when there is one', async () => {
    const { notifier, serve, supports } = await createNotifierBench();
    expect(await notifier.notify(HELLO)).toBe(false);
    expect(notifier.isSupported()).toBe(false);
    await serve();
    await until('the server', () => notifier.isSupported());
    expect(await notifier.notify(HELLO)).toBe(true);
    expect(supports).toEqual([false, true]);
  });

  it('gives up a server that does not answer, and takes no end of notifications for it', async () => {
    const { notifier, serve, clock } = await createNotifierBench();
    const server = await serve({ answers: false });
    const waiting = Promise.all(Array.from({ length: 200 }, () => notifier.notify(HELLO)));
    await until('the question', () => server.asked() > 0);
    await clock.advance(2_000);
    await until('notifications', () => server.notified.length > 0);
    await clock.advance(5_000);
    expect(new Set(await waiting)).toEqual(new Set([false]));
    expect(server.notified.length).toBeLessThanOrEqual(64);
  });
});
