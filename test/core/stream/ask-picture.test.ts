import { expect, it, onTestFinished } from 'vitest';
import { LIMITS } from '../../../src/core/limits.ts';
import { askPicture } from '../../../src/core/stream/ask-picture.ts';
import { createHttpTransport } from '../../../src/node/http-transport.ts';
import { connect, stream } from '../../support/connection-bench.ts';
import { createLoopbackServer } from '../../support/loopback-server.ts';
import type { ScriptedAnswer } from '../../support/scripted-answer.ts';
import { createVirtualClock } from '../../support/virtual-clock.ts';

const JPEG = { 'Content-Type': 'image/jpeg' };

async function ask(answer: ScriptedAnswer, entity = 'camera.front_door') {
  const server = await createLoopbackServer(() => answer);
  onTestFinished(server.close);
  const clock = createVirtualClock();
  const target = {
    baseUrl: server.origin,
    userAgent: 'Porchlight/test',
    credential: { kind: 'bearer', secret: 's3cret' },
  } as const;
  const ports = { transport: createHttpTransport(), clock };
  const picture = askPicture(ports, target, entity, new AbortController().signal);
  return { picture, server, clock };
}

it('gets the bytes of a picture from the server, with the credential', async () => {
  const { picture, server } = await ask({ headers: JPEG, body: ['abc', 'def'] });
  expect(Buffer.from((await picture) ?? []).toString()).toBe('abcdef');
  expect(server.requests).toMatchObject([
    { method: 'GET', path: '/api/camera_proxy/camera.front_door', hasCredential: true },
  ]);
  const image = await ask({ headers: JPEG, body: ['x'] }, 'image.map');
  await image.picture;
  expect(image.server.requests[0]?.path).toBe('/api/image_proxy/image.map');
});

it.each([401, 403, 404, 500, 503])('has none of an answer with %i, and asks once', async (status) => {
  const { picture, server } = await ask({ status, headers: JPEG, body: ['no'] });
  expect(await picture).toBeNull();
  expect(server.requests).toHaveLength(1);
});

it('follows no redirect', async () => {
  const elsewhere = await createLoopbackServer(() => ({ headers: JPEG, body: ['elsewhere'] }));
  onTestFinished(elsewhere.close);
  const { picture } = await ask({ status: 302, headers: { Location: elsewhere.origin } });
  expect(await picture).toBeNull();
  expect(elsewhere.requests).toEqual([]);
});

it('gives up one that has no end once it is too large', async () => {
  const chunk = Buffer.alloc(65_536);
  const { picture, server } = await ask({
    headers: JPEG,
    body: (function* () {
      for (;;) yield chunk;
    })(),
  });
  expect(await picture).toBeNull();
  expect(server.requests[0]?.bytesSent).toBeGreaterThan(LIMITS.maxPictureBytes);
});

it.each([
  ['whose head never comes', { head: 'never' }],
  ['that stops in its middle', { headers: JPEG, body: ['half'], then: 'hold' }],
] as const)('gives up one %s after its deadline', async (_name, answer) => {
  const { picture, server, clock } = await ask(answer);
  await expect.poll(() => server.requests.length).toBe(1);
  await clock.advance(LIMITS.pictureDeadlineMs);
  expect(await picture).toBeNull();
  await expect.poll(() => server.openSockets).toBe(0);
});

it.each(['cut', 'reset'] as const)('has none of one that is %s', async (then) => {
  const { picture } = await ask({ headers: JPEG, body: ['half'], then });
  expect(await picture).toBeNull();
});

async function live() {
  const bench = await connect({}, { kind: 'bearer', secret: 's3cret' });
  bench.server.last().respond(200, { 'content-type': 'application/json' });
  bench.server.last().send('{"message":"API running."}');
  bench.server.last().end();
  await bench.clock.advance(0);
  stream(bench).open();
  stream(bench).send('data: ping\n\n');
  await bench.clock.advance(0);
  const cameras = () => bench.server.requests.filter(({ request }) => request.url.includes('camera_proxy'));
  return { ...bench, cameras };
}

it('asks no server that is not live', async () => {
  const bench = await connect();
  expect(await bench.connection.picture('camera.a')).toBeNull();
  expect(bench.server.requests).toHaveLength(1);
});

it('shows a secret to nobody any more once a camera was refused it, and lives on where only the camera is forbidden', async () => {
  const { connection, cameras, clock, refusals, states } = await live();
  const forbidden = connection.picture('camera.a');
  await clock.advance(0);
  cameras()[0]?.respond(403);
  expect(await forbidden).toBeNull();
  expect(refusals).toEqual([]);
  const refused = connection.picture('camera.a');
  await clock.advance(0);
  cameras()[1]?.respond(401);
  expect(await refused).toBeNull();
  expect(refusals).toMatchObject([{ code: 'unauthorized' }]);
  expect(await connection.picture('camera.a')).toBeNull();
  expect(cameras()).toHaveLength(2);
  expect(states.at(-1)?.kind).toBe('live');
});

it('leaves the stream the requests that it may need', async () => {
  const { connection, cameras, clock, server } = await live();
  for (let count = 0; count < 30; count++) void connection.picture('camera.a');
  await clock.advance(0);
  expect(cameras().length).toBeGreaterThan(2);
  expect(server.requests.length).toBeLessThanOrEqual(
    LIMITS.maxRequestsPerMinute - LIMITS.requestsSparedForStream,
  );
});
