import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import type { HaEvent } from '../../src/core/events/event.ts';
import { createDemoServer } from '../../src/demo/server.ts';
import type { DemoServer, DemoServerOptions } from '../../src/demo/server.ts';
import type { Era } from '../../src/demo/wire/era.ts';
import { readCapture } from '../support/capture.ts';
import { openStream } from '../support/stream-reader.ts';
import { createVirtualClock } from '../support/virtual-clock.ts';

const undo: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of undo.splice(0)) await close();
});

/** A home that says nothing by itself. */
async function createQuietHome(options: DemoServerOptions = {}): Promise<DemoServer> {
  const home = await createDemoServer({ rate: 0, seed: 1, ...options });
  undo.push(() => home.close());
  return home;
}

const bearer = (token: string): Record<string, string> => ({ Authorization: `Bearer ${token}` });

/** The credential that a home of the era takes. */
function credentialOf(home: DemoServer): Record<string, string> {
  return home.era === '2024' ? bearer(home.token) : { 'x-ha-access': home.password ?? '' };
}

async function openHomeStream(
  home: DemoServer,
  query = '',
  headers = credentialOf(home),
): ReturnType<typeof openStream> {
  const stream = await openStream(`${home.url}/api/stream${query}`, headers);
  undo.push(() => stream.close());
  return stream;
}

describe.each<[Era, string]>([
  ['2016', 'ha-0.27.2'],
  ['2018', 'ha-0.80.3'],
  ['2024', 'ha-2024.1.0b2'],
])('the stream of a home of %s', (era, captureName) => {
  const capture = readCapture(captureName);

  it('has the head of the recorded server, byte for byte but for the date', async () => {
    const home = await createQuietHome({ era });
    const { head } = await openHomeStream(home);
    const dateless = (text: string): string => text.replace(/Date: [^\r]*/, 'Date: *');
    expect(dateless(head)).toBe(dateless(capture.head));
  });

  it('writes a recorded event as the recorded server did, in a chunk of its own', async () => {
    const home = await createQuietHome({ era });
    const stream = await openHomeStream(home);
    const recorded = capture.messages[1] ?? '';
    const { event_type, data, context } = JSON.parse(recorded) as HaEvent;
    home.fire({ eventType: event_type, data, origin: 'REMOTE', ...(context ? { context } : {}) });
    await stream.waitFor(2);
    const timeless = (text: string): string => text.replace(/"time_fired":( ?)"[^"]*"/, '"time_fired":$1"*"');
    expect(timeless(stream.messages[1] ?? '')).toBe(timeless(recorded));
    expect(stream.chunks).toEqual([12, Buffer.byteLength(`data: ${stream.messages[1] ?? ''}\n\n`)]);
  });

  it('gives a switched lamp the keys of the recorded state change', async () => {
    const home = await createQuietHome({ era });
    const stream = await openHomeStream(home, '?restrict=state_changed');
    home.call('light', 'turn_on', { entity_id: 'light.hall' });
    await stream.waitFor(2);
    const recorded = capture.messages.find((text) => text.includes('"state_changed"')) ?? '{}';
    const shape = (text: string): unknown => {
      const event = JSON.parse(text) as HaEvent;
      const state = event.data['new_state'] as Record<string, object>;
      return [
        Object.keys(event),
        Object.keys(event.data),
        Object.keys(state),
        Object.keys(state['context'] ?? {}),
      ];
    };
    expect(shape(stream.messages[1] ?? '{}')).toEqual(shape(recorded));
  });

  it('ends as the recorded server did when the home stops, and refuses until it starts', async () => {
    const home = await createQuietHome({ era });
    const stream = await openHomeStream(home);
    await home.stopHome();
    expect(await stream.ended).toBe('clean');
    await expect(fetch(`${home.url}/api/`)).rejects.toThrow();
    await home.startHome();
    expect((await fetch(`${home.url}/api/`, { headers: credentialOf(home) })).status).toBe(200);
  });

  it('tells its version', async () => {
    const home = await createQuietHome({ era });
    const config = (await (
      await fetch(`${home.url}/api/config`, { headers: credentialOf(home) })
    ).json()) as object;
    expect(config).toMatchObject({
      location_name: 'Demo home',
      version: { 2016: '0.27.2', 2018: '0.80.3', 2024: '2024.3.3' }[era],
    });
  });
});

describe('who gets in', () => {
  const secrets = { token: 'tok', plainToken: 'plain', password: 'päss' };
  it.each<[Era, string, Record<string, string>, number, number]>([
    ['2016', '', {}, 401, 401],
    ['2016', '', { 'x-ha-access': 'pass' }, 200, 200],
    ['2016', '', { 'X-HA-Access': 'wrong' }, 401, 401],
    ['2016', '?api_password=pass', {}, 200, 200],
    ['2016', '?password=pass', {}, 401, 401],
    ['2016', '', bearer('tok'), 401, 401],
    ['2018', '', { 'x-ha-access': 'pass' }, 200, 200],
    ['2018', '?api_password=pass', {}, 200, 200],
    ['2018', '', bearer('tok'), 200, 200],
    ['2018', '', bearer('plain'), 200, 200],
    ['2018', '', bearer('pass'), 401, 401],
    ['2024', '', bearer('tok'), 200, 200],
    ['2024', '', { Authorization: 'bearer tok' }, 401, 401],
    ['2024', '', bearer('plain'), 401, 200],
    ['2024', '', { 'x-ha-access': 'pass' }, 401, 401],
    ['2024', '?api_password=pass', {}, 401, 401],
    ['2024', '', {}, 401, 401],
  ])('%s%s with %o: %i on the stream, %i on /api/', async (era, query, headers, onStream, onApi) => {
    const home = await createQuietHome({ era, ...secrets, password: 'pass' });
    const statusOf = async (path: string): Promise<number> => {
      const controller = new AbortController();
      const { status } = await fetch(home.url + path + query, { headers, signal: controller.signal });
      controller.abort();
      return status;
    };
    expect(await statusOf('/api/stream')).toBe(onStream);
    expect(await statusOf('/api/')).toBe(onApi);
    expect(home.requests.map(({ authorised }) => authorised)).toEqual([onStream === 200, onApi === 200]);
    expect(JSON.stringify(home.requests)).not.toMatch(/tok|"pass|=pass/);
  });

  it('lets everybody into a home of 2016 without a password, and tells so beforehand', async () => {
    const home = await createQuietHome({ era: '2016', password: null });
    expect((await fetch(`${home.url}/api/`)).status).toBe(200);
    expect(await (await fetch(`${home.url}/api/discovery_info`)).json()).toMatchObject({
      requires_api_password: false,
    });
  });

  it.each<[Era, string, string, string]>([
    ['2016', '*/*', 'text/html; charset=utf-8', '{"result": "error", "message": "401: Unauthorized"}'],
    ['2016', 'text/event-stream', 'text/html; charset=utf-8', '<h1>Unauthorized</h1>'],
    ['2018', 'text/event-stream', 'text/plain; charset=utf-8', '401: Unauthorized'],
    ['2024', 'text/event-stream', 'text/plain; charset=utf-8', '401: Unauthorized'],
  ])('refuses in %s a client that accepts %s in the words of the time', async (era, accept, type, body) => {
    const home = await createQuietHome({ era });
    const response = await fetch(`${home.url}/api/stream`, { headers: { accept } });
    expect(response.headers.get('content-type')).toBe(type);
    expect(response.headers.has('www-authenticate')).toBe(false);
    expect(await response.text()).toContain(body);
  });

  it.each<[Era, number | null]>([
    ['2016', null],
    ['2018', 4],
    ['2024', 3],
  ])(
    'bans in %s with threshold 3 after %s bad requests, everywhere and for everybody',
    async (era, after) => {
      const home = await createQuietHome({ era, banThreshold: 3 });
      const bad = async (): Promise<number> => (await fetch(`${home.url}/api/stream`)).status;
      for (let count = 0; count < (after ?? 10); count++) expect(await bad()).toBe(401);
      const status = after === null ? 200 : 403;
      const response = await fetch(`${home.url}/api/`, { headers: credentialOf(home) });
      expect(response.status).toBe(status);
      if (after !== null) expect(await response.text()).toBe('403: Forbidden');
    },
  );

  it.each<[Era, number]>([
    ['2016', 400],
    ['2018', 503],
    ['2024', 503],
  ])('answers in %s with %i while it starts', async (era, status) => {
    const home = await createQuietHome({ era, isStarting: true });
    expect((await fetch(`${home.url}/api/stream`, { headers: credentialOf(home) })).status).toBe(status);
    await home.startHome();
    expect((await fetch(`${home.url}/api/`, { headers: credentialOf(home) })).status).toBe(200);
  });
});

describe('the paths', () => {
  it.each([
    ['POST', '/api/stream', 405],
    ['HEAD', '/api/stream', 405],
    ['GET', '/api/stream/', 404],
    ['GET', '/api', 404],
    ['GET', '/nothing', 404],
    ['GET', '/api/states/light.hall', 200],
    ['GET', '/api/states/light.nowhere', 404],
    ['GET', '/api/events', 200],
    ['GET', '/api/discovery_info', 404],
    ['POST', '/api/services/light/explode', 400],
  ])('%s %s is %i', async (method, path, status) => {
    const home = await createQuietHome();
    expect((await fetch(home.url + path, { method, headers: credentialOf(home) })).status).toBe(status);
  });

  it('fires what is posted, from REMOTE, with the person who did', async () => {
    const home = await createQuietHome();
    const stream = await openHomeStream(home);
    const post = (body: string): Promise<Response> =>
      fetch(`${home.url}/api/events/my_event`, { method: 'POST', headers: credentialOf(home), body });
    expect(await (await post('{"s":"zoë ☃"}')).json()).toEqual({ message: 'Event my_event fired.' });
    expect((await post('[1]')).status).toBe(400);
    await stream.waitFor(2);
    const event = JSON.parse(stream.messages[1] ?? '') as HaEvent;
    expect(event).toMatchObject({ event_type: 'my_event', data: { s: 'zoë ☃' }, origin: 'REMOTE' });
    expect(event.context?.user_id).toMatch(/^[0-9a-f]{32}$/);
  });

  it('counts its listeners', async () => {
    const home = await createQuietHome();
    await openHomeStream(home);
    await openHomeStream(home, '?restrict=a,b');
    const counts = await (await fetch(`${home.url}/api/events`, { headers: credentialOf(home) })).json();
    expect(counts).toEqual([
      { event: '*', listener_count: 1 },
      { event: 'a', listener_count: 1 },
      { event: 'b', listener_count: 1 },
    ]);
  });
});

describe('restrict', () => {
  it.each([
    ['', 'a b c'],
    ['?restrict=', 'a b c'],
    ['?restrict=a,c', 'a c'],
    ['?restrict=a%2Cc', 'a c'],
    ['?restrict=a,%20c', 'a'],
    ['?restrict=A', ''],
    ['?restrict=unknown', ''],
  ])('%s lets through: %s', async (query, heard) => {
    const home = await createQuietHome();
    const stream = await openHomeStream(home, query);
    for (const eventType of ['a', 'b', 'c']) home.fire({ eventType });
    await home.stopHome();
    await stream.ended;
    const types = stream.messages.slice(1).map((text) => (JSON.parse(text) as HaEvent).event_type);
    expect(types.join(' ')).toBe(heard);
  });
});

describe('time', () => {
  it('pings at once and after 50 s of silence, counted from the last event', async () => {
    const clock = createVirtualClock();
    const home = await createQuietHome({ clock });
    const stream = await openHomeStream(home);
    await clock.advance(30_000);
    home.fire({ eventType: 'a' });
    await clock.advance(49_999);
    await sleep(20);
    expect(stream.messages).toHaveLength(2);
    await clock.advance(1);
    await stream.waitFor(3);
    await clock.advance(50_000);
    await stream.waitFor(4);
    expect([stream.messages[0], stream.messages[2], stream.messages[3]]).toEqual(['ping', 'ping', 'ping']);
  });

  it.each([2, 100, 10_000])('keeps a rate of %i events a second', async (rate) => {
    const clock = createVirtualClock();
    const home = await createQuietHome({ clock, rate });
    const stream = await openHomeStream(home);
    for (let slice = 0; slice < 100; slice++) {
      await clock.advance(50);
      await new Promise(setImmediate);
    }
    await stream.waitFor(rate * 5 - 1);
    expect(stream.messages.length).toBeGreaterThanOrEqual(rate * 5 - rate * 0.05 - 1);
    expect(stream.messages.length).toBeLessThanOrEqual(rate * 5 + 2);
    expect(home.streams.dropped).toBe(0);
  });

  it('lives only while somebody listens, and leaves no timer when closed', async () => {
    const clock = createVirtualClock();
    const home = await createQuietHome({ clock, rate: null });
    expect(clock.timers).toBe(0);
    const stream = await openHomeStream(home);
    await clock.advance(10_000);
    await stream.waitFor(8);
    expect(stream.messages.some((text) => text.includes('binary_sensor.front_door'))).toBe(true);
    await home.close();
    expect(clock.timers).toBe(0);
    expect(await stream.ended).toBe('clean');
  });

  it('takes a change of pace', async () => {
    const clock = createVirtualClock();
    const home = await createQuietHome({ clock });
    const stream = await openHomeStream(home);
    home.setRate(100);
    await clock.advance(1_000);
    await stream.waitFor(90);
    home.setRate(0);
    expect(clock.timers).toBe(1);
  });
});

describe('a client that does not read', () => {
  it('is dropped, counted, and others go on', async () => {
    const home = await createQuietHome({ maxQueuedBytes: 100_000 });
    const { port } = new URL(home.url);
    const sleeper = connect(Number(port), '127.0.0.1');
    undo.push(() => Promise.resolve(void sleeper.destroy()));
    sleeper.on('error', () => undefined);
    sleeper.pause();
    sleeper.write(`GET /api/stream HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${home.token}\r\n\r\n`);
    const reader = await openHomeStream(home);
    const text = 'x'.repeat(50_000);
    for (let count = 0; count < 400 && home.streams.dropped === 0; count++) {
      home.fire({ eventType: 'big', data: { text } });
      await new Promise(setImmediate);
      await reader.waitFor(count + 2);
    }
    expect(home.streams).toEqual({ open: 1, dropped: 1 });
  });
});
