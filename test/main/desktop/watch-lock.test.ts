import { EventEmitter } from 'node:events';
import { Message } from '@jellybrick/dbus-next';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createSessionBus } from '../../../src/main/desktop/session-bus.ts';
import { ASK_IDLE_MS, IDLE_AFTER_MS, watchLock } from '../../../src/main/desktop/watch-lock.ts';
import { createVirtualClock } from '../../support/virtual-clock.ts';
import { createLogind, createScreenSaver, SESSION_PATH } from '../support/fake-lock-programs.ts';
import { flush, HAS_BUS, startPrivateBus } from '../support/private-bus.ts';
import { until } from '../support/services-bench.ts';

class FakePower extends EventEmitter {
  idleSeconds = 0;
  getSystemIdleTime(): number {
    return this.idleSeconds;
  }
}

const NO_BUS = {
  call: () => Promise.reject(new Error('no bus')),
  watch: () => Promise.reject(new Error('no bus')),
};

function watchSystem(platform: string) {
  const power = new FakePower();
  const clock = createVirtualClock();
  const locks: boolean[] = [];
  const watch = watchLock({
    ...{ platform, power, clock, sessionBus: NO_BUS, systemBus: NO_BUS, sessionId: undefined },
    onChange: () => undefined,
    onLock: (isLocked) => locks.push(isLocked),
  });
  onTestFinished(watch.stop);
  return { power, clock, locks, watch };
}

describe('Windows and macOS', () => {
  it.each(['darwin', 'win32'])('say whether the computer is locked: %s', (platform) => {
    const { power, locks, watch } = watchSystem(platform);
    expect([watch.tells(), watch.now()]).toEqual([true, 'in-use']);
    power.emit('lock-screen');
    expect(watch.now()).toBe('locked');
    power.emit('unlock-screen');
    // Said once, also where the system says it again.
    power.emit('unlock-screen');
    expect([watch.now(), locks]).toEqual(['in-use', [true, false]]);
  });

  it('are asked whether it is idle only while a rule wants to know', async () => {
    const { power, clock, watch } = watchSystem('darwin');
    power.idleSeconds = IDLE_AFTER_MS / 1_000;
    await clock.advance(ASK_IDLE_MS);
    expect([watch.now(), clock.timers]).toEqual(['in-use', 0]);
    watch.needIdle(true);
    expect(watch.now()).toBe('locked');
    power.idleSeconds = 0;
    await clock.advance(ASK_IDLE_MS);
    expect(watch.now()).toBe('in-use');
    watch.needIdle(false);
    expect(clock.timers).toBe(0);
  });

  it('nobody says so elsewhere', () => {
    const { watch, locks } = watchSystem('freebsd');
    expect([watch.tells(), watch.now(), locks]).toEqual([false, null, []]);
  });
});

async function createBench(sessionId?: string) {
  const clock = createVirtualClock();
  const { join, connect, end } = await startPrivateBus();
  const sessionBus = createSessionBus(clock, connect);
  const systemBus = createSessionBus(clock, connect);
  const locks: boolean[] = [];
  const watch = watchLock({
    ...{ platform: 'linux', power: new FakePower(), clock, sessionBus, systemBus, sessionId },
    onChange: () => undefined,
    onLock: (isLocked) => locks.push(isLocked),
  });
  onTestFinished(() => {
    watch.stop();
    sessionBus.stop();
    systemBus.stop();
  });
  const told = (is: boolean): Promise<void> => until(`telling: ${String(is)}`, () => watch.tells() === is);
  const now = (is: ReturnType<typeof watch.now>): Promise<void> =>
    until(String(is), () => watch.now() === is);
  return { clock, join, end, watch, locks, told, now };
}

describe.skipIf(!HAS_BUS)('logind', () => {
  it.each([
    ['id', '2'],
    ['display', undefined],
    ['display', '3'],
    ['process', undefined],
  ] as const)('says whether our session is locked or idle, found by its %s', async (by, sessionId) => {
    const { join, locks, told, now, watch } = await createBench(sessionId);
    const logind = createLogind(await join(), { by });
    await logind.own();
    await told(true);
    expect(watch.now()).toBe('in-use');
    logind.set('IdleHint', true);
    await now('locked');
    expect(locks).toEqual([]);
    logind.set('IdleHint', false);
    await now('in-use');
    logind.set('LockedHint', true);
    await now('locked');
    logind.set('LockedHint', false);
    await now('in-use');
    expect(locks).toEqual([true, false]);
  });

  it('is heard only of its own session, and is not believed a wish to lock', async () => {
    const { join, told, watch, now } = await createBench();
    const member = await join();
    const logind = createLogind(member);
    await logind.own();
    await told(true);
    logind.set('LockedHint', true, `${SESSION_PATH}x`);
    logind.askToLock();
    const rogue = await join();
    createLogind(rogue).set('LockedHint', true);
    await flush(rogue);
    logind.set('IdleHint', true);
    await now('locked');
    logind.set('IdleHint', false);
    await now('in-use');
    expect(watch.now()).toBe('in-use');
  });

  it('that goes away unlocks nothing; the next one is asked', async () => {
    const { join, told, now, locks } = await createBench();
    const first = createLogind(await join());
    await first.own();
    await told(true);
    first.set('LockedHint', true);
    await now('locked');
    await first.leave();
    await told(false);
    expect(locks).toEqual([true]);
    await createLogind(await join()).own();
    await now('in-use');
    expect(locks).toEqual([true, false]);
  });

  it('that never answers tells nothing', async () => {
    const { clock, join, watch } = await createBench();
    const member = await join();
    await createLogind(member, { answers: false }).own();
    await clock.advance(10_000);
    await flush(member);
    expect([watch.tells(), watch.now()]).toEqual([false, null]);
  });

  it('that answers with nonsense tells nothing', async () => {
    const { join, watch } = await createBench();
    const member = await join();
    let asked = 0;
    member.addMethodHandler((message) => {
      asked += 1;
      member.send(Message.newMethodReturn(message, 'as', [['LockedHint']]));
      return true;
    });
    await member.requestName('org.freedesktop.login1', 0);
    await until('the questions', () => asked >= 2);
    await flush(member);
    expect([watch.tells(), watch.now()]).toEqual([false, null]);
  });
});

describe.skipIf(!HAS_BUS)('a screen saver', () => {
  it.each(['org.freedesktop.ScreenSaver', 'org.gnome.ScreenSaver', 'org.xfce.ScreenSaver'])(
    'says whether the screen is locked: %s',
    async (name) => {
      const { join, locks, told, now } = await createBench();
      const saver = createScreenSaver(await join(), name, { active: true });
      await saver.own();
      await now('locked');
      saver.set(false);
      await now('in-use');
      await saver.leave();
      await told(false);
      expect(locks).toEqual([true, false]);
    },
  );

  it('says how long nobody has touched anything, where a rule wants to know', async () => {
    const { clock, join, watch, now, told } = await createBench();
    const saver = createScreenSaver(await join(), 'org.freedesktop.ScreenSaver', { idleSeconds: 301 });
    await saver.own();
    await told(true);
    watch.needIdle(true);
    await now('locked');
    saver.now.idleSeconds = 0;
    await clock.advance(ASK_IDLE_MS);
    await now('in-use');
  });

  it('that only passes on wishes tells nothing', async () => {
    const { join, watch } = await createBench();
    const member = await join();
    await createScreenSaver(member, 'org.freedesktop.ScreenSaver', { active: null }).own();
    const other = createScreenSaver(await join(), 'org.gnome.ScreenSaver');
    await other.own();
    await until('the other one', () => watch.tells());
    await other.leave();
    await until('nobody', () => !watch.tells());
  });
});

it.skipIf(!HAS_BUS)('the end of the bus unlocks nothing', async () => {
  const { join, end, now, told, locks } = await createBench();
  const saver = createScreenSaver(await join(), 'org.gnome.ScreenSaver', { active: true });
  await saver.own();
  await now('locked');
  await end();
  await told(false);
  expect(locks).toEqual([true]);
});
