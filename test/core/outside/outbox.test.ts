import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import type { AlertMessage } from '../../../src/core/outside/alert-message.ts';
import type { Address, Destination } from '../../../src/core/outside/destination.ts';
import { createOutbox } from '../../../src/core/outside/outbox.ts';
import type { Trouble } from '../../../src/core/outside/trouble.ts';
import { LIMITS } from '../../../src/core/limits.ts';
import { createHttpTransport } from '../../../src/node/http-transport.ts';
import { createVirtualClock } from '../../support/virtual-clock.ts';

interface Received {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: unknown;
}
type Answer = (response: ServerResponse) => void;

const answerWith =
  (status: number, headers: Record<string, string> = {}): Answer =>
  (response) =>
    response.writeHead(status, headers).end('{}');
const cut: Answer = (response) => response.socket?.destroy();
const silence: Answer = () => undefined;

const DOOR: AlertMessage = {
  title: 'Haustür ist offen 🚪',
  body: 'Doors · 21:14',
  level: 'critical',
  rule: 'Doors',
  entity: 'binary_sensor.front_door',
  server: 'Home',
  at: Date.UTC(2026, 10, 21, 12),
};
const PHONE: Destination = { id: 'phone', name: 'Phone', kind: 'ntfy' };
const HOOK: Destination = { id: 'hook', name: 'Hook', kind: 'webhook' };

/** A server that answers as it is told, the last answer for all that follow. */
async function createBench(...answers: readonly Answer[]) {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { url: path = '', headers } = request;
      received.push({ path, headers, body: JSON.parse(Buffer.concat(chunks).toString()) as unknown });
      (answers[received.length - 1] ?? answers.at(-1) ?? answerWith(200))(response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const clock = createVirtualClock();
  const lost: [string, Trouble][] = [];
  const delivered: string[] = [];
  const addresses: Record<string, Address | null> = {
    phone: { url: `${origin}/front-door`, token: 'tk_secret' },
    hook: { url: `${origin}/api/hook?key=1` },
  };
  const outbox = createOutbox({
    clock,
    random: () => 1,
    transport: createHttpTransport(),
    userAgent: 'Porchlight/test',
    readAddress: ({ id }) => Promise.resolve(addresses[id] ?? null),
    onLost: (_destination, { title }, trouble) => lost.push([title, trouble]),
    onDelivered: ({ id }) => delivered.push(id),
  });
  onTestFinished(async () => {
    outbox.stop();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  /** The clock goes on only after an attempt is over, which takes real time. */
  const reach = (count: number) => expect.poll(() => received.length).toBe(count);
  const rest = () => expect.poll(() => clock.timers).toBe(1);
  return { outbox, clock, received, lost, delivered, addresses, origin, reach, rest };
}

it('publishes to an ntfy server as JSON, with its token and nothing else that is secret', async () => {
  const { outbox, received, delivered } = await createBench();
  outbox.send(PHONE, DOOR);
  await expect.poll(() => delivered).toEqual(['phone']);
  expect(received[0]).toMatchObject({
    path: '/',
    headers: {
      authorization: 'Bearer tk_secret',
      'content-type': 'application/json',
      'user-agent': 'Porchlight/test',
    },
    body: {
      topic: 'front-door',
      title: DOOR.title,
      message: DOOR.body,
      priority: 5,
      tags: ['rotating_light'],
    },
  });
});

it('posts to a webhook what docs/send-to.md says', async () => {
  const { outbox, received, delivered } = await createBench(answerWith(204));
  outbox.send(HOOK, DOOR);
  await expect.poll(() => delivered).toEqual(['hook']);
  const { at, ...rest } = DOOR;
  expect(received[0]?.path).toBe('/api/hook?key=1');
  expect(received[0]?.headers).not.toHaveProperty('authorization');
  expect(received[0]?.body).toEqual({ ...rest, at: '2026-11-21T12:00:00.000Z' });
  expect(at).toBe(Date.parse('2026-11-21T12:00:00.000Z'));
});

it.each([
  ['is cut off', cut],
  ['is answered with 500', answerWith(500)],
  ['is answered with 429', answerWith(429)],
  ['is answered with 503', answerWith(503)],
] as const)('tries again what %s, later each time, and at most six times', async (_name, answer) => {
  const { outbox, clock, received, lost, reach, rest } = await createBench(answer);
  outbox.send(HOOK, DOOR);
  for (const [at, delay] of LIMITS.deliveryDelaysMs.entries()) {
    await reach(at + 1);
    await rest();
    await clock.advance(delay - 1);
    expect(received).toHaveLength(at + 1);
    await clock.advance(1);
  }
  await expect.poll(() => lost.length).toBe(1);
  expect(received).toHaveLength(6);
});

it('waits as long as the server asks, and delivers what came meanwhile in its order', async () => {
  const { outbox, clock, received, delivered, reach, rest } = await createBench(
    answerWith(429, { 'retry-after': '120' }),
    answerWith(200),
  );
  outbox.send(HOOK, DOOR);
  outbox.send(HOOK, { ...DOOR, title: 'second' });
  await reach(1);
  await rest();
  await clock.advance(119_999);
  expect(received).toHaveLength(1);
  await clock.advance(1);
  await expect.poll(() => delivered.length).toBe(2);
  expect(received.map(({ body }) => (body as AlertMessage).title)).toEqual([
    DOOR.title,
    DOOR.title,
    'second',
  ]);
});

it('gives up one whose server asks for more time than there is', async () => {
  const { outbox, clock, received, lost, reach, rest } = await createBench(
    answerWith(503, { 'retry-after': '86400' }),
  );
  outbox.send(HOOK, DOOR);
  await reach(1);
  await rest();
  await clock.advance(LIMITS.retryAfterMaxMs);
  await expect.poll(() => lost).toEqual([[DOOR.title, { kind: 'status', status: 503 }]]);
  expect(received).toHaveLength(2);
});

it.each([400, 401, 403, 404, 413, 301, 307])('does not repeat what is answered with %i', async (status) => {
  const elsewhere = await createBench();
  const { outbox, received, lost } = await createBench(answerWith(status, { location: elsewhere.origin }));
  outbox.send(PHONE, DOOR);
  await expect.poll(() => lost).toEqual([[DOOR.title, { kind: 'status', status }]]);
  expect(received).toHaveLength(1);
  expect(elsewhere.received).toEqual([]);
});

it('gives a server that says nothing ten seconds, and then tries again', async () => {
  const { outbox, clock, delivered, reach, rest } = await createBench(silence, answerWith(200));
  outbox.send(HOOK, DOOR);
  await reach(1);
  await clock.advance(LIMITS.deliveryDeadlineMs);
  await rest();
  await clock.advance(LIMITS.deliveryDelaysMs[0]);
  await expect.poll(() => delivered).toEqual(['hook']);
});

it('sends to one destination while another does not answer, and holds a hundred at most', async () => {
  const { outbox, received, delivered, lost, reach } = await createBench(silence, answerWith(200));
  for (let count = 0; count < 105; count++) outbox.send(HOOK, DOOR);
  await reach(1);
  expect(lost).toHaveLength(5);
  expect(lost[0]?.[1]).toEqual({ kind: 'too-many' });
  outbox.drop('hook');
  outbox.send(PHONE, DOOR);
  await expect.poll(() => delivered).toEqual(['phone']);
  expect(received).toHaveLength(2);
});

it('says nothing more of a destination that was removed while it was asked', async () => {
  let refuse = (): void => undefined;
  const { outbox, lost, delivered, reach } = await createBench((response) => {
    refuse = () => response.writeHead(404).end();
  }, answerWith(200));
  outbox.send(HOOK, DOOR);
  await reach(1);
  outbox.drop('hook');
  refuse();
  outbox.send(PHONE, DOOR);
  await expect.poll(() => delivered).toEqual(['phone']);
  expect(lost).toEqual([]);
});

it('loses what it has no address for, and nothing when it is stopped', async () => {
  const { outbox, lost, addresses, received } = await createBench(silence);
  addresses['phone'] = null;
  outbox.send(PHONE, DOOR);
  await expect.poll(() => lost).toEqual([[DOOR.title, { kind: 'no-address' }]]);
  outbox.send(HOOK, DOOR);
  await expect.poll(() => received.length).toBe(1);
  outbox.stop();
  expect(await outbox.test(HOOK, DOOR)).not.toBeNull();
  expect(lost).toHaveLength(1);
});

it('a test is sent once and says what became of it', async () => {
  const { outbox, received } = await createBench(answerWith(200), answerWith(500));
  expect(await outbox.test(PHONE, DOOR)).toBeNull();
  expect(await outbox.test(PHONE, DOOR)).toEqual({ kind: 'status', status: 500 });
  expect(received).toHaveLength(2);
});
