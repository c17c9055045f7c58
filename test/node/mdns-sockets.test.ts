import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { networkInterfaces } from 'node:os';
import { Bonjour } from 'bonjour-service';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createFoundServers } from '../../src/core/discovery/found-servers.ts';
import type { MdnsProblem, MdnsRecord } from '../../src/core/discovery/mdns.ts';
import { createMdnsSockets } from '../../src/node/mdns-sockets.ts';
import { systemClock } from '../../src/node/system-clock.ts';

type Interfaces = ReturnType<typeof networkInterfaces>;

const [INFO] = Object.values(networkInterfaces())
  .flatMap((addresses = []) => addresses)
  .filter(({ internal, family }) => internal && family === 'IPv4');
if (INFO === undefined) throw new Error('This computer has no loopback.');
const LOOPBACK: Interfaces = { loopback: [INFO] };
const UUID = 'f1612afd0b6c4d5fa0bd9a3f4f0a7c11';
const QUESTION = [{ name: '_home-assistant._tcp.local', type: 'PTR' }] as const;

/** A port of our own, so that the tests meet no other computer and not each other. */
async function freePort(): Promise<number> {
  const socket = createSocket('udp4');
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  socket.close();
  return port;
}

/** A responder of another's making. */
function publish(port: number): Bonjour {
  const options = { port, interface: INFO?.address, bind: '0.0.0.0' };
  const bonjour = new Bonjour(options, () => undefined);
  onTestFinished(() => {
    bonjour.destroy();
  });
  const txt = {
    location_name: 'House',
    uuid: UUID,
    version: '2026.11.0',
    internal_url: 'http://192.168.1.5:8123',
  };
  bonjour.publish({ name: 'House', type: 'home-assistant', port: 8123, txt, probe: false });
  return bonjour;
}

function listen(port: number, interfaces: () => Interfaces = () => LOOPBACK) {
  const records: MdnsRecord[] = [];
  const problems: (MdnsProblem | null)[] = [];
  let arrivals = 0;
  let look = (): void => undefined;
  const open = createMdnsSockets({
    port,
    interfaces,
    clock: {
      every(_delayMs, fn) {
        look = fn;
        return () => undefined;
      },
    },
  });
  const sockets = open({
    onRecords: (packet) => records.push(...packet),
    onInterface: () => {
      arrivals += 1;
      sockets.ask(QUESTION);
    },
    onProblem: (problem) => problems.push(problem),
  });
  onTestFinished(() => {
    sockets.close();
  });
  return {
    sockets,
    records,
    problem: () => problems.at(-1),
    arrivals: () => arrivals,
    look: (): void => {
      look();
    },
  };
}

/** A socket that says on multicast what it likes, from the port of multicast DNS or another. */
async function openStranger(port: number): Promise<Socket> {
  const socket = createSocket({ type: 'udp4', reuseAddr: true });
  onTestFinished(() => {
    socket.close();
  });
  socket.bind(port, '127.0.0.1');
  await once(socket, 'listening');
  socket.setMulticastInterface('127.0.0.1');
  return socket;
}

describe('createMdnsSockets', () => {
  it('hears what another program announces, and its goodbye', async () => {
    const port = await freePort();
    const asked: string[] = [];
    const servers = createFoundServers({
      clock: systemClock,
      openMdns: createMdnsSockets({ clock: systemClock, port, interfaces: () => LOOPBACK }),
      answers: (url) => Promise.resolve(asked.push(url) > 0),
      onChange: () => undefined,
    });
    onTestFinished(servers.stop);
    const bonjour = publish(port);
    servers.start();
    await expect
      .poll(() => servers.list(), { timeout: 4_000 })
      .toEqual([
        {
          id: UUID,
          uuid: UUID,
          name: 'House',
          version: '2026.11.0',
          url: 'http://192.168.1.5:8123',
          reach: 'answers',
        },
      ]);
    expect(asked).toEqual(['http://192.168.1.5:8123']);
    bonjour.unpublishAll();
    await expect.poll(() => servers.list(), { timeout: 4_000 }).toEqual([]);
  });

  it('hears of an interface that comes later, and leaves one that goes', async () => {
    const port = await freePort();
    publish(port);
    let interfaces: Interfaces = {};
    const heard = listen(port, () => interfaces);
    await expect.poll(heard.problem).toBe('no-network');
    expect(heard.records).toEqual([]);
    interfaces = LOOPBACK;
    heard.look();
    expect(heard.problem()).toBeNull();
    await expect.poll(() => heard.records.some(({ type }) => type === 'PTR'), { timeout: 4_000 }).toBe(true);
    interfaces = {};
    heard.look();
    expect(heard.problem()).toBe('no-network');
    expect(heard.arrivals()).toBe(1);
  });

  it('asks from another port where a program has the usual one for itself', async () => {
    const port = await freePort();
    // It answers questions as any responder does: to where they came from, when that is not the usual port.
    const owner = createSocket({ type: 'udp4', reuseAddr: false });
    onTestFinished(() => {
      owner.close();
    });
    owner.bind(port, '0.0.0.0');
    await once(owner, 'listening');
    owner.addMembership('224.0.0.251', '127.0.0.1');
    const asked = once(owner, 'message');
    const heard = listen(port);
    const [, from] = (await asked) as [Buffer, { port: number; address: string }];
    expect(from.port).not.toBe(port);
    expect(heard.problem()).toBeNull();
    owner.send(answerOf('House'), from.port, from.address);
    await expect.poll(() => heard.records.length, { timeout: 4_000 }).toBe(1);
  });

  it('says that the system gives it no socket', async () => {
    const port = await freePort();
    // No interface of this computer has the address.
    const foreign: Interfaces = { x: [{ ...INFO, address: '192.0.2.77', cidr: '192.0.2.77/24' }] };
    const heard = listen(port, () => foreign);
    await expect.poll(heard.problem).toBeNull();
    heard.sockets.ask(QUESTION);
    await expect.poll(heard.problem, { timeout: 4_000 }).toBe('no-socket');
  });

  it('survives packets that are none, and takes none from another port', async () => {
    const port = await freePort();
    const heard = listen(port);
    await expect.poll(heard.problem).toBeNull();
    const fromPort = await openStranger(port);
    const fromElsewhere = await openStranger(0);
    const say = (socket: Socket, packet: Uint8Array): void => {
      socket.send(packet, port, '224.0.0.251');
    };
    // The name points at itself.
    const loop = answerOf('House');
    loop.set([0xc0, 12], 12);
    const packets = [new Uint8Array(0), new Uint8Array([1, 2, 3]), new Uint8Array(9_000).fill(0xff), loop];
    await expect
      .poll(
        () => {
          say(fromElsewhere, answerOf('Elsewhere'));
          for (const packet of packets) say(fromPort, packet);
          say(fromPort, answerOf('House'));
          return heard.records.length;
        },
        { timeout: 4_000 },
      )
      .toBeGreaterThan(0);
    const targets = heard.records.map((record) => (record.type === 'PTR' ? record.target : ''));
    expect(new Set(targets)).toEqual(new Set(['House._home-assistant._tcp.local']));
  });

  it('can be asked for any name that a stranger has announced', async () => {
    const port = await freePort();
    publish(port);
    const heard = listen(port);
    await expect.poll(() => heard.records.length, { timeout: 4_000 }).toBeGreaterThan(0);
    const names = ['', '.', '..', 'a..b', 'x'.repeat(300), '\ud800', 'a.'.repeat(200), 'é'.repeat(60)];
    for (const name of names) heard.sockets.ask([{ name, type: 'A' }]);
    heard.records.length = 0;
    heard.sockets.ask(QUESTION);
    await expect.poll(() => heard.records.length, { timeout: 4_000 }).toBeGreaterThan(0);
    expect(heard.problem()).toBeNull();
  });

  it('does nothing any more once it is closed', async () => {
    const heard = listen(await freePort());
    await expect.poll(heard.problem).toBeNull();
    heard.sockets.close();
    heard.sockets.ask(QUESTION);
    heard.look();
    expect(heard.arrivals()).toBe(1);
  });
});

/** A response with one pointer of the service, as RFC 1035 writes it. */
function answerOf(instance: string): Uint8Array {
  const labels = (...names: readonly string[]): number[] => [
    ...names.flatMap((name) => [name.length, ...Buffer.from(name)]),
    0,
  ];
  const service = ['_home-assistant', '_tcp', 'local'] as const;
  const data = labels(instance, ...service);
  const head = [0, 0, 0x84, 0, 0, 0, 0, 1, 0, 0, 0, 0];
  return Uint8Array.from([
    ...head,
    ...labels(...service),
    0,
    12,
    0,
    1,
    0,
    0,
    0,
    120,
    0,
    data.length,
    ...data,
  ]);
}
