import { afterEach, describe, expect, it } from 'vitest';
import { describeEvent } from '../../../src/core/events/sentence.ts';
import type { SendDraft } from '../../../src/core/ipc/send-draft.ts';
import { LIMITS } from '../../../src/core/limits.ts';
import type { PostAnswer } from '../../../src/core/stream/rest.ts';
import { createDemoServer, type DemoServer } from '../../support/demo-server.ts';
import { createSending, type Sending } from '../../../src/main/send/sending.ts';
import { systemClock } from '../../../src/node/system-clock.ts';
import { connect, stream, type ConnectionBench } from '../../support/connection-bench.ts';
import { HOME_PROFILE } from '../../support/sample-profile.ts';
import { watch, type WatchedMonitor } from '../../support/watched-monitor.ts';

const TURN_ON: SendDraft = {
  serverId: 'home',
  kind: 'action',
  name: 'light.turn_on',
  data: '{"entity_id": "light.hall", "brightness": 120}',
};

describe('sending to the demo home', () => {
  const undo: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of undo.splice(0)) await close();
  });

  async function live(): Promise<{ home: DemoServer; watched: WatchedMonitor; desk: Sending }> {
    const home = await createDemoServer({ rate: 0, seed: 1 });
    undo.push(() => home.close());
    const watched = watch({ baseUrl: home.url, credential: { kind: 'bearer', secret: home.token } });
    undo.unshift(() => watched.stop());
    await watched.untilState('live');
    return { home, watched, desk: createSending({ clock: systemClock, monitor: watched.monitor }) };
  }

  it('turns a light on, says so, and the change comes back on the stream', async () => {
    const { watched, desk } = await live();
    const item = await desk.send(TURN_ON);
    expect(item).toMatchObject({ ...TURN_ON, ok: true });
    expect(item.message).toMatch(/^.+ ran light\.turn_on: light\.hall is on\.$/);
    const change = await watched.until('the light', (event) =>
      event.kind === 'event' && event.event.data['entity_id'] === 'light.hall' ? event.event : undefined,
    );
    expect(describeEvent(change)).toContain('turned on');
    expect(desk.list()).toEqual([item]);
  });

  it('fires an event with its data, which comes back as REMOTE', async () => {
    const { watched, desk } = await live();
    const item = await desk.send({
      serverId: 'home',
      kind: 'event',
      name: ' my_event ',
      data: '{"café": [1]}',
    });
    expect(item).toMatchObject({ ok: true, name: 'my_event' });
    const event = await watched.until('the event', (news) =>
      news.kind === 'event' && news.event.event_type === 'my_event' ? news.event : undefined,
    );
    expect(event).toMatchObject({ origin: 'REMOTE', data: { café: [1] } });
  });

  it('says in words that an action does not exist, and remembers that too', async () => {
    const { desk } = await live();
    const item = await desk.send({ ...TURN_ON, name: 'light.fly' });
    expect(item.ok).toBe(false);
    expect(item.message).toContain('refuses it (400): there is no action light.fly');
    expect(desk.list()).toHaveLength(1);
  });

  it('sends nothing that is no JSON object, and nothing to a server that is gone', async () => {
    const { home, desk } = await live();
    const before = home.requests.length;
    expect((await desk.send({ ...TURN_ON, data: '[1]' })).message).toBe(
      'The data has to be a JSON object, in braces: { }. Nothing was sent.',
    );
    expect((await desk.send({ ...TURN_ON, serverId: 'gone' })).message).toContain('no longer in the list');
    expect(home.requests).toHaveLength(before);
  });

  it('sends nothing while the home is away', async () => {
    const { home, watched, desk } = await live();
    await home.stopHome();
    await watched.untilState('waiting');
    const item = await desk.send(TURN_ON);
    expect(item.ok).toBe(false);
    expect(item.message).toMatch(/ is (?:not connected: .+|connecting just now\. .+) Nothing was sent\.$/);
  });
});

describe('a connection that sends', () => {
  const POST = { path: '/api/services/light/turn_on', body: '{}' };

  async function benchLive(): Promise<ConnectionBench> {
    const bench = await connect();
    stream(bench).open();
    stream(bench).send('data: ping\n\n');
    await bench.clock.advance(0);
    bench.server.last().fail('refused');
    await bench.clock.advance(0);
    return bench;
  }

  async function answered(bench: ConnectionBench, act: () => void): Promise<PostAnswer> {
    const answer = bench.connection.post(POST);
    await bench.clock.advance(0);
    act();
    await bench.clock.advance(0);
    return answer;
  }

  it('shows the credential once, with a JSON body, to the address of the profile', async () => {
    const bench = await benchLive();
    const answer = await answered(bench, () => {
      bench.server.last().respond(200, { 'content-type': 'application/json' });
      bench.server.last().send('[]');
      bench.server.last().end();
    });
    expect(answer).toEqual({ kind: 'done', body: [] });
    const { method, url, headers, body } = bench.server.last().request;
    expect({ method, url, body }).toEqual({
      method: 'POST',
      url: 'http://ha.local:8123/api/services/light/turn_on',
      body: '{}',
    });
    expect(headers).toMatchObject({ 'content-type': 'application/json', 'x-ha-access': 'pw' });
  });

  it('never shows a secret again that was refused, while the stream goes on', async () => {
    const bench = await benchLive();
    const first = await answered(bench, () => {
      bench.server.last().respond(401);
    });
    expect(first).toEqual({ kind: 'failed', failure: { code: 'unauthorized', status: 401 } });
    const requests = bench.server.requests.length;
    expect(await bench.connection.post(POST)).toEqual(first);
    expect(bench.server.requests).toHaveLength(requests);
    expect(bench.refusals).toMatchObject([{ code: 'unauthorized' }]);
  });

  it.each([
    [400, 'bad-request'],
    [404, 'no-api'],
    [500, 'server-error'],
    [307, 'redirect'],
  ])('takes %i for an answer, and follows it nowhere', async (status, code) => {
    const bench = await benchLive();
    const before = bench.server.requests.length;
    const answer = await answered(bench, () => {
      bench.server.last().respond(status, { location: 'http://elsewhere.example/' });
    });
    expect(answer).toMatchObject({ kind: 'failed', failure: { code } });
    expect(bench.server.requests).toHaveLength(before + 1);
  });

  it('waits no longer than the deadline', async () => {
    const bench = await benchLive();
    const answer = bench.connection.post(POST);
    await bench.clock.advance(LIMITS.headersDeadlineMs);
    expect(await answer).toEqual({ kind: 'failed', failure: { code: 'timeout' } });
  });

  it('leaves some of a minute to the stream, and sends nothing beyond', async () => {
    const bench = await benchLive();
    const answers: PostAnswer[] = [];
    for (let i = 0; i < 20; i += 1) {
      answers.push(
        await answered(bench, () => {
          if (bench.server.last().closed) return;
          bench.server.last().fail('reset');
        }),
      );
    }
    expect(bench.server.requests).toHaveLength(LIMITS.maxRequestsPerMinute - LIMITS.requestsSparedForStream);
    expect(answers.at(-1)).toMatchObject({ kind: 'too-many' });
  });

  it('sends nothing before it was ever live, and nothing while it waits', async () => {
    const bench = await connect();
    expect(await bench.connection.post(POST)).toEqual({ kind: 'not-live' });
    stream(bench).fail('refused');
    await bench.clock.advance(0);
    expect(await bench.connection.post(POST)).toEqual({ kind: 'not-live' });
    expect(bench.server.requests).toHaveLength(1);
  });
});

describe('what was sent, in words', () => {
  function deskThat(answer: PostAnswer): Sending {
    return createSending({
      clock: systemClock,
      monitor: {
        profile: () => HOME_PROFILE,
        send: () => Promise.resolve(answer),
        state: () => ({ kind: 'idle' }),
      },
    });
  }

  it.each<readonly [string, PostAnswer, string]>([
    ['not live', { kind: 'not-live' }, 'Home is switched off in Settings. Nothing was sent.'],
    [
      'too many',
      { kind: 'too-many', waitMs: 12_000 },
      'Home was asked a lot in the last minute. Nothing was sent. Try again in 12 s.',
    ],
    [
      '404',
      { kind: 'failed', failure: { code: 'no-api', status: 404 } },
      'Home does not know the action light.turn_on (404).',
    ],
    [
      '400',
      { kind: 'failed', failure: { code: 'bad-request', status: 400 } },
      'Home refuses it (400): there is no action light.turn_on, or the data does not fit it.',
    ],
    [
      'no answer',
      { kind: 'failed', failure: { code: 'timeout' } },
      'ha.local:8123 did not answer in time. It may have been done all the same: look at the events before you send it again.',
    ],
    [
      'many states',
      {
        kind: 'done',
        body: [1, { entity_id: 'light.a', state: 'on' }, { entity_id: 'light.\u202eb', state: '' }],
      },
      'Home ran light.turn_on: light.a is on and light.b is empty.',
    ],
    [
      'a code',
      {
        kind: 'done',
        body: [
          { entity_id: 'input_text.front_door_code', state: '4711' },
          { entity_id: 'light.a', state: 'on' },
        ],
      },
      'Home ran light.turn_on: light.a is on.',
    ],
    ['no state', { kind: 'done', body: [] }, 'Home ran light.turn_on. No state changed while it ran.'],
  ])('%s', async (_name, answer, message) => {
    expect((await deskThat(answer).send(TURN_ON)).message).toBe(message);
  });

  it('keeps the last hundred, newest first', async () => {
    const desk = deskThat({ kind: 'done', body: {} });
    for (let i = 0; i < 103; i += 1) {
      await desk.send({ serverId: 'home', kind: 'event', name: `e${String(i)}`, data: '' });
    }
    expect(desk.list()).toHaveLength(100);
    expect(desk.list()[0]?.name).toBe('e102');
  });
});
