import { Message, Variant, type MessageBus } from '@jellybrick/dbus-next';
import { describe, expect, it, onTestFinished } from 'vitest';
import { watchDoNotDisturb } from '../../../src/main/desktop/do-not-disturb.ts';
import { createSessionBus } from '../../../src/main/desktop/session-bus.ts';
import { createVirtualClock } from '../../support/virtual-clock.ts';
import { flush, HAS_BUS, startPrivateBus } from '../support/private-bus.ts';
import { until } from '../support/services-bench.ts';

const NAME = 'org.freedesktop.Notifications';
const PATH = '/org/freedesktop/Notifications';
const PROPERTIES = 'org.freedesktop.DBus.Properties';

/** A notification server with one property of one interface. */
function createServer(member: MessageBus, of: string, property: string, isOn: boolean) {
  let value = isOn;
  member.addMethodHandler((message) => {
    const [asked, name] = message.body;
    if (message.interface !== PROPERTIES || asked !== of || name !== property) return false;
    member.send(Message.newMethodReturn(message, 'v', [new Variant('b', value)]));
    return true;
  });
  return {
    own: (): Promise<unknown> => member.requestName(NAME, 0),
    leave: (): Promise<unknown> => member.releaseName(NAME),
    /** Says the new value, or only that there is one. */
    set(next: boolean, says = true): void {
      value = next;
      const changed = says ? { [property]: new Variant('b', next) } : {};
      const body = [of, changed, says ? [] : [property]];
      member.send(Message.newSignal(PATH, PROPERTIES, 'PropertiesChanged', 'sa{sv}as', body));
    },
  };
}

async function createBench() {
  const { join, connect } = await startPrivateBus();
  const bus = createSessionBus(createVirtualClock(), connect);
  onTestFinished(bus.stop);
  const changes: boolean[] = [];
  const isOn = watchDoNotDisturb(bus, () => changes.push(isOn()));
  return { join, isOn, changes };
}

describe.skipIf(!HAS_BUS)('watchDoNotDisturb', () => {
  it.each([
    ['KDE', NAME, 'Inhibited'],
    ['dunst', 'org.dunstproject.cmd0', 'paused'],
  ])('follows %s', async (_name, of, property) => {
    const { join, isOn, changes } = await createBench();
    const server = createServer(await join(), of, property, true);
    await server.own();
    await until('on', isOn);
    server.set(false);
    await until('off', () => !isOn());
    server.set(true, false);
    await until('on again', isOn);
    await server.leave();
    await until('gone', () => !isOn());
    expect(changes).toEqual([true, false, true, false]);
  });

  it('believes nobody but the server', async () => {
    const { join, isOn, changes } = await createBench();
    const server = createServer(await join(), NAME, 'Inhibited', false);
    await server.own();
    const rogue = await join();
    createServer(rogue, NAME, 'Inhibited', true).set(true);
    await flush(rogue);
    server.set(true);
    await until('on', isOn);
    expect(changes).toEqual([true]);
  });
});
