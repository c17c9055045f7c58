import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { Message, sessionBus, Variant } from '@jellybrick/dbus-next';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  createSessionBus,
  hasSecretServiceSync,
  MAX_WAITING_BYTES,
  RETRY_MS,
} from '../../../src/main/desktop/session-bus.ts';
import { createVirtualClock } from '../../support/virtual-clock.ts';
import { forge } from '../support/fake-notification-server.ts';
import { HAS_BUS, startPrivateBus } from '../support/private-bus.ts';
import { until } from '../support/services-bench.ts';
import { createTemporaryFolder } from '../support/temporary-folder.ts';

const BUS = { name: 'org.freedesktop.DBus', path: '/org/freedesktop/DBus' };
const NAME = 'org.freedesktop.Notifications';

async function createBench() {
  const clock = createVirtualClock();
  const privateBus = await startPrivateBus();
  const bus = createSessionBus(clock, privateBus.connect);
  onTestFinished(bus.stop);
  const owned: (boolean | null)[] = [];
  const heard: string[] = [];
  return {
    ...privateBus,
    clock,
    bus,
    owned,
    heard,
    watch: () =>
      bus.watch(NAME, {
        onOwner: (isOwned) => owned.push(isOwned),
        onSignal: (member) => heard.push(member),
      }),
  };
}

describe.skipIf(!HAS_BUS)('createSessionBus', () => {
  it('follows a program that comes, goes and is replaced', async () => {
    const { watch, owned, join } = await createBench();
    await watch();
    expect(owned).toEqual([false]);
    const [first, second] = [await join(), await join()];
    await first.requestName(NAME, 0);
    await second.requestName(NAME, 0);
    await first.releaseName(NAME);
    await second.releaseName(NAME);
    await until('the end', () => owned.at(-1) === false && owned.length > 3);
    expect(owned).toEqual([false, true, true, false]);
  });

  it('lives on when the bus ends, and follows again when there is one', async () => {
    const { watch, owned, clock, start, end, join, bus } = await createBench();
    await watch();
    await end();
    await until('the loss', () => owned.at(-1) === null);
    await expect(bus.call(BUS, `${BUS.name}.GetId`)).rejects.toThrow();
    await start();
    await (await join()).requestName(NAME, 0);
    await clock.advance(RETRY_MS);
    await until('the new one', () => owned.at(-1) === true);
  });

  it('drops a connection that somebody fills, and makes another', async () => {
    const { watch, owned, bus, join, heard } = await createBench();
    await watch();
    const names = await bus.call(BUS, `${BUS.name}.ListNames`);
    const us = (names[0] as string[]).findLast((name) => name.startsWith(':')) ?? '';
    const rogue = await join();
    rogue.send(forge(us, 'ActionInvoked', 's', ['x'.repeat(MAX_WAITING_BYTES * 8)]));
    await until('the loss', () => owned.at(-1) === null);
    expect(await bus.call(BUS, `${BUS.name}.GetId`)).toEqual([expect.any(String)]);
    expect(heard).toEqual([]);
  });

  it('rejects what a program refuses', async () => {
    const { bus } = await createBench();
    await expect(bus.call(BUS, `${BUS.name}.NoSuchMethod`)).rejects.toThrow();
    await expect(bus.call({ name: 'io.nobody', path: '/' }, 'io.nobody.Ask')).rejects.toThrow();
  });

  it.each([
    ['an open one', '/login', false, false],
    ['a locked one', '/login', true, true],
    ['one that was never made', '/', false, true],
    ['no keyring at all', null, false, null],
  ])('the keyring is locked: %s', async (_name, alias, locked, expected) => {
    const { bus, join } = await createBench();
    const keyring = await join();
    keyring.addMethodHandler((message) => {
      const isAlias = message.member === 'ReadAlias';
      const [signature, body] = isAlias ? ['o', alias] : ['v', new Variant('b', locked)];
      keyring.send(Message.newMethodReturn(message, signature, [body]));
      return true;
    });
    if (alias !== null) await keyring.requestName('org.freedesktop.secrets', 0);
    expect(await bus.isKeyringLocked()).toBe(expected);
  });
});

describe('a desktop without a bus', () => {
  it('says so at once', async () => {
    const busAddress = `unix:path=${join(createTemporaryFolder(), 'bus')}`;
    const bus = createSessionBus(createVirtualClock(), () => sessionBus({ busAddress }));
    const owned: (boolean | null)[] = [];
    await bus.watch(NAME, { onOwner: (isOwned) => owned.push(isOwned) });
    expect(owned.at(-1)).toBeNull();
    expect(await bus.isKeyringLocked()).toBeNull();
    bus.stop();
  });

  it('gives up one that takes connections and says nothing', async () => {
    const path = join(createTemporaryFolder(), 'bus');
    const server = createServer().listen(path);
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    const clock = createVirtualClock();
    const bus = createSessionBus(clock, () => sessionBus({ busAddress: `unix:path=${path}` }));
    const connected = once(server, 'connection');
    const asked = bus.isKeyringLocked();
    const [socket] = (await connected) as [NodeJS.ReadableStream];
    socket.resume();
    await clock.advance(2_000);
    expect(await asked).toBeNull();
    await once(socket, 'end');
  });
});

describe('hasSecretServiceSync', () => {
  const answers = (activatable: string, owner: string) => (_program: string, args: readonly string[]) =>
    args.some((arg) => arg.includes('ListActivatableNames')) ? activatable : owner;

  it('finds one that runs, or that can be started', () => {
    expect(hasSecretServiceSync(answers("(['org.freedesktop.secrets'],)", '(false,)'))).toBe(true);
    expect(hasSecretServiceSync(answers('([],)', '(true,)'))).toBe(true);
    expect(hasSecretServiceSync(answers('([],)', '(false,)'))).toBe(false);
  });

  it('says no where nobody can be asked', () => {
    const absent = (): string => {
      throw new Error('ENOENT');
    };
    expect(hasSecretServiceSync(absent)).toBe(false);
  });
});
