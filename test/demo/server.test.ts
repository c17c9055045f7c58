import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { HaEvent } from '../../src/core/events/event.ts';
import { toRegistry } from '../../src/core/registry/registry.ts';
import { registryDocumentSchema } from '../../src/core/registry/registry-document.ts';
import { registryTemplate } from '../../src/core/registry/registry-template.ts';
import { readPictureSize } from '../../src/main/notifications/picture.ts';
import { createVirtualClock } from '../support/virtual-clock.ts';
import { createQuietHome, credentialOf, openHomeStream, undo } from './quiet-home.ts';

describe('the paths', () => {
  it.each([
    ['POST', '/api/stream', 405],
    ['HEAD', '/api/stream', 405],
    ['GET', '/api/stream/', 404],
    ['GET', '/api', 404],
    ['GET', '/nothing', 404],
    ['GET', '/api/states', 200],
    ['GET', '/api/events/x', 405],
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
});

describe('the camera', () => {
  it('sees the front door, by whom it knows, and nothing else is a camera', async () => {
    const home = await createQuietHome();
    const look = (path: string, headers = credentialOf(home)): Promise<Response> =>
      fetch(`${home.url}/api/camera_proxy/${path}`, { headers });
    const closed = new Uint8Array(await (await look('camera.front_door')).arrayBuffer());
    expect(readPictureSize(closed)).toEqual({ width: 320, height: 180 });
    await fetch(`${home.url}/api/services/light/turn_on`, {
      method: 'POST',
      headers: credentialOf(home),
      body: '{"entity_id":"light.porch"}',
    });
    expect(new Uint8Array(await (await look('camera.front_door')).arrayBuffer())).not.toEqual(closed);
    expect((await look('camera.other')).status).toBe(404);
    expect((await look('camera.front_door', {})).status).toBe(401);
  });
});

describe('the registries', () => {
  it('are told as the template asks, and no other template is known', async () => {
    const home = await createQuietHome();
    const ask = (template: string): Promise<Response> => {
      const request = { method: 'POST', headers: credentialOf(home), body: JSON.stringify({ template }) };
      return fetch(`${home.url}/api/template`, request);
    };
    const document = registryDocumentSchema.parse(await (await ask(registryTemplate(0, 1_000))).json());
    const { areas, entities, persons } = toRegistry(document);
    expect(entities.get('light.kitchen_worktop')?.area).toBe('kitchen');
    expect(areas.get('kitchen')?.floor).toBe('ground');
    expect(persons.get('person.zoe')?.user).toMatch(/^[0-9a-f]{32}$/);
    expect((await ask('{{ now() }}')).status).toBe(400);
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
