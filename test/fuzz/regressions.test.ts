import { expect, it } from 'vitest';
import { LIMITS } from '../../src/core/limits.ts';
import { createFrameGuard } from '../../src/core/stream/frame-guard.ts';
import { playAttempt } from '../support/play-attempt.ts';
import { ALL_TARGETS } from './targets/all-targets.ts';

/** Inputs that were wrong once, made small. */
const FOUND: readonly (readonly [why: string, target: string, input: string])[] = [
  ['half a surrogate pair as a password in the URL threw', 'secret', '\ud800'],
  ['half a surrogate pair as an event type threw', 'request', 'pw\n\udc00'],
  [
    'settings edited by hand kept an address that no code could read',
    'settings',
    '{"version":1,"servers":[{"baseUrl":"a"}]}',
  ],
  ['an address grew beyond what settings can hold', 'address', `http://a/${'ü'.repeat(400)}`],
  ['a port before a fragment was taken for none', 'address', 'homeassistant:80#x'],
  ['a colon in the path was taken for a port', 'address', 'homeassistant/a:80'],
  ['a full-width quotation mark became a plain one', 'address', '＂'],
  [
    'a media type with a no-break space was ours and not the parser’s',
    'answer',
    '200\n\u00a0text/event-stream',
  ],
];

it.each(FOUND)('%s', async (_why, name, input) => {
  const target = ALL_TARGETS.find((candidate) => candidate.name === name);
  expect(await target?.check(input)).toBeNull();
});

it('reads more events from one chunk than a call can have arguments', async () => {
  const { texts, end } = await playAttempt({
    chunks: [new TextEncoder().encode('data\n\n'.repeat(300_000))],
  });
  expect(end.failure.code).toBe('ended');
  expect(texts).toHaveLength(300_000);
});

it('needs no more memory for an endless line than its limit', () => {
  const told: [string, number][] = [];
  const guard = createFrameGuard({
    onOversize: (bytes) => told.push(['crossed', bytes]),
    onOversizeEnd: (bytes) => told.push(['ended', bytes]),
  });
  const chunk = new Uint8Array(65_536).fill(0x78);
  const before = process.memoryUsage().arrayBuffers;
  for (let sent = 0; sent < 64 * 1_048_576; sent += chunk.length) guard.push(chunk);
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(2 * LIMITS.maxLineBytes);
  expect(told).toEqual([['crossed', LIMITS.maxLineBytes + chunk.length]]);
  expect(guard.push(Uint8Array.of(10, 10))).toEqual([]);
  expect(told.slice(1)).toEqual([['ended', 64 * 1_048_576]]);
});
