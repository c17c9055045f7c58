import { beforeEach, describe, expect, it } from 'vitest';
import { createAlertDesk } from '../../src/core/alert-desk.ts';
import { LIMITS } from '../../src/core/limits.ts';
import type { MonitorEvent } from '../../src/core/monitor.ts';
import { createStory, type Story } from '../../src/core/story.ts';
import { ruleOf } from '../support/rule-builders.ts';
import { createVirtualClock, type VirtualClock } from '../support/virtual-clock.ts';

const FIRST_SEQ = 1;

function eventText(id: number, data = `{"entity_id":"light.lamp_${String(id)}","old_state":null}`): string {
  return `{"event_type":"state_changed","data":${data},"origin":"LOCAL","time_fired":"2026-11-21T12:00:00.000000+00:00"}`;
}

/** Looks like an event from both ends. */
const BROKEN = eventText(0, '{"entity_id":"light.hall","old_state":}');
const DEEP = eventText(0, `{"a":${'['.repeat(80)}${']'.repeat(80)}}`);

let clock: VirtualClock;
let said: MonitorEvent[];

function tell(options: { parsesAll?: boolean; wanted?: string } = {}): Story {
  const alerts = createAlertDesk({
    clock,
    notify: () => Promise.resolve(true),
    earlier: [],
    onAlert: () => undefined,
  });
  alerts.follow({
    enabled: true,
    pausedUntil: null,
    rules: options.wanted === undefined ? [] : [ruleOf(`type:${options.wanted} entity:light.*`)],
  });
  return createStory({
    clock,
    alerts,
    firstSeq: FIRST_SEQ,
    parsesAll: options.parsesAll ?? false,
    nameOf: (id) => id,
    emit: (event) => said.push(event),
  });
}

/** Takes the share of the time that is parsed at once. */
function flood(story: Story): void {
  for (let id = 1; id <= LIMITS.maxParsedPerWindow; id += 1) story.acceptMessage('home', eventText(id));
  said.length = 0;
}

const revised = (): MonitorEvent[] => said.filter(({ kind }) => kind === 'revised');

beforeEach(() => {
  clock = createVirtualClock();
  said = [];
});

describe('a calm stream', () => {
  it('knows at once what can not be decoded', () => {
    const story = tell();
    story.acceptMessage('home', BROKEN);
    expect(said).toMatchObject([{ kind: 'unparsed', seq: 1, raw: BROKEN }]);
    expect(story.counts()).toMatchObject({ received: 1, unparsed: 1 });
  });

  it('is calm again when the time is over', async () => {
    const story = tell();
    flood(story);
    await clock.advance(LIMITS.parseWindowMs);
    story.acceptMessage('home', BROKEN);
    expect(said.map(({ kind }) => kind)).toEqual(['unparsed']);
  });
});

describe('the bytes of a message', () => {
  it('are at hand until it has left the log, and never those of another', () => {
    const story = tell();
    const texts = Array.from({ length: LIMITS.maxKeptEvents + 50 }, (_, i) => eventText(i, '{"a":"…"}'));
    for (const text of [BROKEN, ...texts]) story.acceptMessage('home', text);
    for (const news of said) {
      if (news.kind !== 'event' && news.kind !== 'unparsed') continue;
      const { seq, raw, utf8 } = news;
      const text = utf8 === null ? null : new TextDecoder().decode(utf8);
      expect(text).toBe(seq >= story.log.firstSeq ? raw : null);
    }
    expect(story.log.firstSeq).toBeGreaterThan(FIRST_SEQ + 1);
  });
});

describe('a flood', () => {
  it.each<[string, (story: Story, seq: number) => unknown]>([
    ['its row is asked for', (story, seq) => story.rowsAfter(seq - 1, 1).rows],
    ['its event is read', () => said.map((event) => event.kind === 'event' && event.event)],
    ['its news are made into a row', () => said.map((event) => event.kind === 'event' && event.row)],
    [
      'the history could not decode it',
      (story, seq) => {
        story.noteUnparsed(seq);
      },
    ],
    [
      'a gap is recovered',
      (story) =>
        story.acceptGap('home', { from: 0, to: 1, reason: { code: 'reset' } }, async (seen) => {
          expect([...(await seen.between(0, Number.POSITIVE_INFINITY))].length).toBeGreaterThan(0);
          return { events: [], outcome: { kind: 'complete' } };
        }),
    ],
  ])('counts a broken message once, when %s', async (_, ask) => {
    for (const text of [BROKEN, DEEP]) {
      const story = tell();
      flood(story);
      story.acceptMessage('home', text);
      const seq = FIRST_SEQ + LIMITS.maxParsedPerWindow;
      expect(said).toMatchObject([{ kind: 'event', seq, raw: text }]);
      expect(story.counts()).toMatchObject({ received: seq, unparsed: 0 });
      const typesBefore = story.eventTypes()[0];
      await ask(story, seq);
      await ask(story, seq);
      story.noteUnparsed(seq);
      expect(revised()).toMatchObject([
        { kind: 'revised', seq, serverId: 'home', raw: text, row: { seq, kind: 'unparsed' } },
      ]);
      expect(story.counts()).toMatchObject({ received: seq, unparsed: 1 });
      expect(story.eventTypes()[0]?.count).toBe((typesBefore?.count ?? 0) - 1);
    }
  });

  it('gives the same rows as a calm stream', () => {
    const calm = tell({ parsesAll: true });
    const busy = tell();
    for (let id = 0; id < 200; id += 1)
      for (const story of [calm, busy]) story.acceptMessage('home', eventText(id));
    expect(busy.rowsAfter(0, 999).rows).toEqual(calm.rowsAfter(0, 999).rows);
    expect(busy.entities()).toEqual(calm.entities());
    expect(busy.eventTypes()).toEqual(calm.eventTypes());
    expect(busy.readEvent(150)).toEqual(calm.readEvent(150));
  });

  it('parses what a notification could be about', () => {
    const story = tell({ wanted: 'state_changed' });
    flood(story);
    story.acceptMessage('home', BROKEN);
    expect(said.map(({ kind }) => kind)).toEqual(['unparsed']);
  });

  it('parses everything for who shows everything', () => {
    const story = tell({ parsesAll: true });
    flood(story);
    story.acceptMessage('home', BROKEN);
    expect(said.map(({ kind }) => kind)).toEqual(['unparsed']);
  });

  it('has its news right also when the message has left memory and its place was taken', () => {
    const story = tell();
    flood(story);
    story.acceptMessage('home', BROKEN);
    story.acceptMessage('home', eventText(5));
    const [broken, good] = [...said];
    for (let id = 0; id < LIMITS.maxKeptEvents + 5; id += 1) story.acceptMessage('home', eventText(id));
    said.length = 0;
    if (broken?.kind !== 'event' || good?.kind !== 'event') throw new Error('no news');
    expect(good.row).toMatchObject({ seq: 34, subject: 'light.lamp_5' });
    expect(broken.row).toMatchObject({ seq: 33, kind: 'unparsed' });
    expect(broken.row.text).toContain('light.hall');
    expect(broken.event.event_type).toBe('');
    story.noteUnparsed(33);
    expect(revised()).toMatchObject([{ seq: 33, raw: BROKEN }]);
    expect(story.counts().unparsed).toBe(1);
  });

  it('believes the history about what has left memory, once', () => {
    const story = tell();
    flood(story);
    story.acceptMessage('home', BROKEN);
    for (let id = 0; id < LIMITS.maxKeptEvents + 5; id += 1) story.acceptMessage('home', eventText(id));
    story.noteUnparsed(33);
    story.noteUnparsed(33);
    expect(story.counts().unparsed).toBe(1);
  });
});

describe('bytes off the wire', () => {
  it('are kept as they came, also such as are no UTF-8', () => {
    const story = tell();
    const bytes = Uint8Array.of(...new TextEncoder().encode('{"event_type":"'), 0xff, 0x22, 0x7d);
    story.acceptMessage('home', new TextDecoder().decode(bytes), bytes);
    bytes.fill(0);
    expect(story.readEvent(1)?.raw).toBe('{"event_type":"\ufffd"}');
  });
});

describe('a message that is too large', () => {
  it('is told when it crosses the limit, and its size when it ends', () => {
    const story = tell();
    story.acceptOversize('home', 2 * 1_048_576);
    expect(said).toMatchObject([
      {
        kind: 'oversize',
        row: { text: 'An event of more than 2.0 MB is too large to read and is left out.' },
      },
    ]);
    story.acceptOversizeEnd('home', 5 * 1_048_576);
    story.acceptOversizeEnd('home', 5 * 1_048_576);
    expect(revised()).toMatchObject([
      { seq: 1, raw: '', row: { text: 'An event of 5.0 MB was too large to read and was left out.' } },
    ]);
    expect(story.rowsAfter(0, 9).rows.map(({ text }) => text)).toEqual([
      'An event of 5.0 MB was too large to read and was left out.',
    ]);
    expect(story.counts().oversize).toBe(1);
  });
});
