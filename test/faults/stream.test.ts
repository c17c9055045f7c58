import { ruleOf } from '../support/rule-builders.ts';
import { between, pickOne } from '../../src/demo/house/seeded-random.ts';
import { describeFaults, type FaultScenario } from './fault-suite.ts';
import { PING } from './home.ts';
import { toChunk } from './http-wire.ts';
import type { Piece } from './pacing.ts';
import { isStream, settleIn, startLiving, streamsOf } from './stories.ts';

const MEBIBYTE = 1_048_576;

/** Many chunks made of one buffer, so that the server's own memory stays small. */
function* repeat(text: string, count: number, last: string): Generator<Piece> {
  const bytes = toChunk(Buffer.from(text));
  for (let at = 0; at < count; at++) yield { bytes, delayMs: 0 };
  yield { bytes: toChunk(Buffer.from(last)), delayMs: 0 };
}

const endless: FaultScenario = {
  id: 'S25',
  title: 'a line, data lines, a comment or a field name of up to 64 MiB',
  expected: 'dropped and counted with its size, the stream goes on, memory grows by less than 128 MiB',
  async run(world) {
    const { home } = await startLiving(world);
    const { random } = world;
    const [text, last, lineBytes] = pickOne<readonly [string, string, number]>(random, [
      ['a'.repeat(65_536), '\n\n', 65_536],
      ['data: a\n'.repeat(8_192), '\n\n', 7 * 8_192],
      [`: ${'c'.repeat(65_534)}`, '\n\n', 65_536],
      ['data: '.padEnd(65_536, 'b'), '\n\n', 65_536],
    ]);
    const before = process.memoryUsage().rss;
    for (let times = 0; times < 2; times++) {
      await world.pass(between(random, 100, 30_000));
      const count = Math.ceil(between(random, 100, times === 0 ? 200 : 1_024));
      // Each its own size, by which the account knows it again.
      const more = 'x'.repeat(1 + Math.floor(random() * 1_000));
      const bytes = count * lineBytes + more.length;
      home.fireRaw('oversize', () => ({ raw: '', wire: repeat(text, count, `${more}${last}`), bytes }));
      home.fire();
    }
    await world.pass(20_000);
    const grown = (process.memoryUsage().rss - before) / MEBIBYTE;
    world.expect(grown < 128, `memory grew by ${grown.toFixed(0)} MiB`);
    world.expect(streamsOf(home).length === 1, 'the stream did not go on');
  },
};

const flood: FaultScenario = {
  id: 'S26',
  title: 'a flood of tiny events that each match a rule',
  expected: 'every event in the log, a few notifications',
  async run(world) {
    const { home } = await settleIn(world);
    home.setPackets(1);
    await world.follow();
    await world.untilLive(10_000);
    const rules = [ruleOf('type:my_event')];
    world.monitor.setNotifications({ enabled: true, pausedUntil: null, rules });
    await world.pass(between(world.random, 100, 60_000));
    const before = world.toasts.length;
    const count = Math.ceil(between(world.random, 1_000, 5_000));
    for (let at = 0; at < count; at++) home.fire();
    const startedAt = world.clock.monotonic();
    await world.until(
      'all are sent',
      () => home.fired.every(({ sentAt, lostAt }) => sentAt ?? lostAt),
      120_000,
    );
    await world.pass(10_000);
    // Five in any ten seconds, and a summary at the end of each ten.
    const tens = 1 + Math.ceil((world.clock.monotonic() - startedAt) / 10_000);
    const toasts = world.toasts.length - before;
    world.expect(toasts > 0 && toasts <= 6 * tens, `${String(toasts)} notifications`);
    await world.pass(30_000);
  },
};

const END_OF_LINE = ['\n', '\r', '\r\n'] as const;

const lineEnds: FaultScenario = {
  id: 'S27',
  title: 'CR, LF and CRLF in turn, thousands of them, cut at every byte',
  expected: 'the same events for every cut',
  async run(world) {
    const { random } = world;
    const { home } = await startLiving(world);
    home.setPackets(1_000);
    const end = (): string => pickOne(random, END_OF_LINE);
    home.frame = (raw) => {
      // A blank CR followed by a blank LF would be one line end.
      const style = end();
      const storm = style.repeat(random() < 0.2 ? Math.ceil(random() * 50_000) : 0);
      return `data: ${raw}${style}${style}${storm}`;
    };
    home.streams[0]?.breakOff('fin');
    await world.untilLive(10_000);
    for (let count = 0; count < 10; count++) home.fire();
    await world.pass(between(random, 10_000, 60_000));
  },
};

const characters: FaultScenario = {
  id: 'S28',
  title: 'invalid UTF-8, NUL, lone surrogates and byte order marks',
  expected: 'U+FFFD in place of invalid UTF-8; nothing else changed',
  async run(world) {
    const { random } = world;
    const { home } = await settleIn(world);
    const bom = '\ufeff'.repeat(Math.floor(random() * 3));
    home.intercept = (connection, request) => {
      if (!isStream(request)) return false;
      home.openStream(connection, undefined, `${bom}${PING}`);
      return true;
    };
    await world.follow();
    await world.untilLive(10_000);
    for (let count = 0; count < 12; count++) {
      const [kind, bad] = pickOne<readonly ['event' | 'unparsed', Uint8Array]>(random, [
        ['event', Uint8Array.of(0xff)],
        ['event', Uint8Array.of(0xc3, 0x28)],
        ['event', Uint8Array.of(0xed, 0xa0, 0x80)],
        ['event', Uint8Array.of(0xf0, 0x9f, 0x98)],
        ['event', Buffer.from('\\ud800')],
        ['event', Buffer.from('\ufeff\u2028\u0085')],
        ['unparsed', Uint8Array.of(0)],
      ]);
      home.fireRaw(kind, (id) => {
        const bytes = Buffer.concat([
          Buffer.from(`{"event_type":"odd","data":{"id":"${id}","text":"`),
          bad,
          Buffer.from('"}}'),
        ]);
        const wire = Buffer.concat([Buffer.from('data: '), bytes, Buffer.from('\n\n')]);
        return { raw: new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes), wire };
      });
      await world.pass(between(random, 0, 3_000));
    }
    await world.pass(5_000);
  },
};

/** A field in every message, and streams that end, so that the next requests show what the field did. */
function fieldScenario(
  about: Pick<FaultScenario, 'id' | 'title' | 'expected'>,
  name: string,
  values: readonly string[],
): FaultScenario {
  return {
    ...about,
    async run(world) {
      const { random } = world;
      const { home } = await startLiving(world);
      home.frame = (raw) => {
        const value = values[Math.floor(random() * values.length)] ?? '';
        const line = `${name}: ${value}\n`;
        const alone = random() < 0.3 ? `${line}\n` : '';
        return `${alone}${random() < 0.5 ? line : ''}data: ${raw}\n${random() < 0.5 ? line : ''}\n`;
      };
      for (let times = 0; times < 6; times++) {
        await world.pass(between(random, 1_000, 60_000));
        home.fire();
        await world.pass(1_000);
        home.streams[0]?.breakOff(pickOne(random, ['fin', 'reset']));
        const endedAt = world.clock.monotonic();
        await world.until('the end is noticed', () => world.state().kind !== 'live', 10);
        await world.untilLive(70_000);
        world.expect(world.clock.monotonic() - endedAt <= 70_000, 'the server slowed the reconnect down');
      }
      world.expect(streamsOf(home).length === 7, `${String(streamsOf(home).length)} streams in all`);
    },
  };
}

const retryField = fieldScenario(
  {
    id: 'S29',
    title: 'retry: 0, negative, 2^31, 400 digits',
    expected: 'ignored: reconnects within the usual time',
  },
  'retry',
  ['0', '-1', '2147483648', '99999999999', '9'.repeat(400), '1e9', ''],
);

const idField = fieldScenario(
  {
    id: 'S30',
    title: 'id: with NUL, control characters, other scripts, 40 kB',
    expected: 'never sent back; the next request is well formed',
  },
  'id',
  ['a\u0000b', '\u0001', '\u007f', '中', 'x'.repeat(40_000), '', '7'],
);

describeFaults('the bytes of a stream', [endless, flood, lineEnds, characters, retryField, idField]);
