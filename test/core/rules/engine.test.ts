import { describe, expect, it } from 'vitest';
import type { HaEvent } from '../../../src/core/events/event.ts';
import { createEngine, type Decision, type Now, type OfferedState } from '../../../src/core/rules/engine.ts';
import type { Rule } from '../../../src/core/rules/rule.ts';
import { haEvent, stateChanged, type Side } from '../../support/event-builders.ts';
import { ruleOf } from '../../support/rule-builders.ts';

const MIN = 60_000;
/** A Wednesday, 12:00 in whatever time zone the computer has. */
const NOON = new Date(2026, 10, 18, 12).getTime();

/** An engine whose clocks the test moves. */
function startEngine(rules: readonly Rule[], startAt = NOON) {
  const engine = createEngine();
  let t = 1_000;
  let at = startAt;
  let seq = 1;
  const told: string[] = [];
  const now = (): Now => ({ t, at, computer: null });
  const names = new Map([
    ['home', 'Home'],
    ['cabin', 'Cabin'],
  ]);
  engine.follow(rules, { serverNames: names });
  /** "rule@minute", with the minute since which it was so, where it waited. */
  const note = (decisions: readonly Decision[]): void => {
    for (const { rule, verdict, since, at: toldAt } of decisions) {
      if (verdict === 'condition') continue;
      const minute = (moment: number): string => String((moment - startAt) / MIN);
      const from = since === null ? '' : ` since ${minute(since)}`;
      told.push(`${verdict === 'tell' ? '' : `${verdict} `}${rule.id} at ${minute(toldAt)}${from}`);
    }
  };
  return {
    engine,
    told,
    now,
    note,
    /** Lets time pass, and wakes the engine whenever it asked for it. */
    pass(minutes: number): void {
      const until = t + minutes * MIN;
      for (let due = engine.nextDueAt(); due !== null && due <= until; due = engine.nextDueAt()) {
        at += Math.max(0, due - t);
        t = Math.max(t, due);
        note(engine.due(now()));
      }
      at += until - t;
      t = until;
    },
    send(event: HaEvent, serverId = 'home'): void {
      note(engine.take({ event, seq: seq++, serverId }, now()));
    },
    states(states: readonly OfferedState[], isWhole = true): void {
      note(engine.takeStates('home', states, isWhole, now()));
    },
    link(isLive: boolean): void {
      note(engine.link('home', isLive, now()));
    },
    /** The wall clock is set, or the computer slept: only one of the two clocks moves. */
    jump(minutes: number): void {
      at += minutes * MIN;
    },
  };
}

type Bench = ReturnType<typeof startEngine>;

const door = (before: Side, after: Side): HaEvent => stateChanged('cover.garage', before, after);
const OPEN = 'entity:cover.garage to:open';
const FOR = ruleOf(OPEN, { id: 'garage', timing: { kind: 'for', ms: 10 * MIN } });
const freezer = (before: Side, after: Side): HaEvent => stateChanged('sensor.freezer', before, after);
const SILENT = ruleOf('entity:sensor.freezer', { id: 'freezer', timing: { kind: 'silent', ms: 60 * MIN } });
const TIMES = ruleOf('type:bell', { id: 'bell', timing: { kind: 'times', count: 3, withinMs: 5 * MIN } });
const stateOf = (entity: string, state: string, minutesAgo: number): OfferedState => {
  return { entity, state, attributes: {}, changedMs: minutesAgo * MIN, toldMs: minutesAgo * MIN };
};

describe('each timing, on a clock that is moved', () => {
  it.each<[string, Rule, (bench: Bench) => void, readonly string[]]>([
    [
      'for: tells when it has been so',
      FOR,
      ({ send, pass }) => {
        send(door('closed', 'open'));
        pass(30);
      },
      ['garage at 10 since 0'],
    ],
    [
      'for: not when it ended before',
      FOR,
      ({ send, pass }) => {
        send(door('closed', 'open'));
        pass(9);
        send(door('open', 'closed'));
        pass(30);
      },
      [],
    ],
    [
      'for: attributes alone, and a thing that does not answer for a while, change nothing',
      FOR,
      ({ send, pass }) => {
        send(door('closed', 'open'));
        pass(2);
        send(door(['open', { position: 50 }], ['open', { position: 100 }]));
        send(door('open', 'unavailable'));
        pass(2);
        send(door('unavailable', 'open'));
        pass(30);
      },
      ['garage at 10 since 0'],
    ],
    [
      'for: back as something else is the contrary',
      FOR,
      ({ send, pass }) => {
        send(door('closed', 'open'));
        send(door('open', 'unavailable'));
        send(door('unavailable', 'closed'));
        pass(30);
      },
      [],
    ],
    [
      'for: a thing that is taken away is so no longer',
      FOR,
      ({ send, pass }) => {
        send(door('closed', 'open'));
        send(door('open', null));
        pass(30);
      },
      [],
    ],
    [
      'for: unavailable counts where the rule asks for it',
      ruleOf('entity:cover.garage to:unavailable', { id: 'gone', timing: { kind: 'for', ms: 10 * MIN } }),
      ({ send, pass }) => {
        send(door('open', 'unavailable'));
        pass(3);
        send(door('unavailable', 'unknown'));
        pass(30);
        send(door('unknown', 'unavailable'));
        pass(4);
        send(door('unavailable', 'open'));
        send(door('open', 'unavailable'));
        pass(11);
      },
      ['gone at 47 since 37'],
    ],
    [
      'for: once, however long it lasts, and again when it is so anew',
      FOR,
      ({ send, pass }) => {
        send(door('closed', 'open'));
        pass(60);
        send(door('closed', 'open'));
        pass(5);
        send(door('open', 'closed'));
        pass(55);
        send(door('closed', 'open'));
        pass(60);
      },
      ['garage at 10 since 0', 'garage at 130 since 120'],
    ],
    [
      'for: beyond a limit, whatever the value is by now',
      ruleOf('entity:sensor.freezer from:<=-10 to:>-10', {
        id: 'warm',
        timing: { kind: 'for', ms: 10 * MIN },
      }),
      ({ send, pass }) => {
        send(freezer('-12', '-9'));
        pass(4);
        send(freezer('-9', '-5'));
        pass(7);
        send(freezer('-5', '-12'));
        pass(1);
        send(freezer('-12', '-8'));
        pass(9);
        send(freezer('-8', '-11'));
        pass(30);
      },
      ['warm at 10 since 0'],
    ],
    [
      'for: since it left a state, until it is back in it',
      ruleOf('entity:cover.garage from:closed', { id: 'left', timing: { kind: 'for', ms: 10 * MIN } }),
      ({ send, pass }) => {
        send(door('closed', 'opening'));
        pass(1);
        send(door('opening', 'open'));
        pass(10);
        send(door('open', 'closed'));
        send(door('closed', 'open'));
        send(door('open', 'closed'));
        pass(30);
      },
      ['left at 10 since 0'],
    ],
    [
      'for: what nothing can be contrary to is told later, and can come again',
      ruleOf('type:bell', { id: 'bell', timing: { kind: 'for', ms: 10 * MIN } }),
      ({ send, pass }) => {
        send(haEvent('bell'));
        pass(11);
        send(haEvent('bell'));
        pass(11);
      },
      ['bell at 10 since 0', 'bell at 21 since 11'],
    ],
    [
      'for: a state that is there since longer tells at once, since when it is so',
      FOR,
      ({ states, pass }) => {
        states([stateOf('cover.garage', 'open', 20), stateOf('cover.shed', 'open', 20)]);
        pass(30);
        states([stateOf('cover.garage', 'open', 50)]);
      },
      ['garage at -10 since -20'],
    ],
    [
      'for: a state that is there since shorter tells in its time',
      FOR,
      ({ states, pass }) => {
        states([stateOf('cover.garage', 'open', 4)]);
        pass(30);
      },
      ['garage at 6 since -4'],
    ],
    [
      'for: a state that is another one ends it',
      FOR,
      ({ send, states, link, pass }) => {
        send(door('closed', 'open'));
        link(false);
        pass(5);
        link(true);
        states([stateOf('cover.garage', 'closed', 2)]);
        pass(30);
      },
      [],
    ],
    [
      'for: a restart of Home Assistant, after which all is as if it had just changed, ends nothing',
      FOR,
      ({ send, states, link, pass }) => {
        send(door('closed', 'open'));
        link(false);
        pass(5);
        link(true);
        states([stateOf('cover.garage', 'unavailable', 1)]);
        send(door('unavailable', 'open'));
        states([stateOf('cover.garage', 'open', 0)]);
        pass(30);
      },
      ['garage at 10 since 0'],
    ],
    [
      'for: nobody saw it end, and it begins anew',
      FOR,
      ({ send, pass }) => {
        send(door('closed', 'open'));
        pass(60);
        send(door('closed', 'open'));
        pass(60);
      },
      ['garage at 10 since 0', 'garage at 70 since 60'],
    ],
    [
      'for: a wall clock that is set moves nothing',
      FOR,
      ({ send, jump, pass }) => {
        send(door('closed', 'open'));
        pass(5);
        jump(600);
        jump(-600);
        pass(4);
        send(door('open', 'closed'));
        pass(30);
      },
      [],
    ],
    [
      'for: a computer that slept learns from the server since when it is so',
      FOR,
      ({ send, jump, states }) => {
        send(door('closed', 'open'));
        jump(120);
        states([stateOf('cover.garage', 'open', 120)]);
      },
      ['garage at 10 since 0'],
    ],
    [
      'silent: tells once since when a thing says nothing, and again after it spoke',
      SILENT,
      ({ send, pass }) => {
        send(freezer('-18', '-19'));
        pass(30);
        send(freezer(['-19', {}], ['-19', { battery: 80 }]));
        pass(200);
        send(freezer('-19', '-18'));
        pass(61);
      },
      ['freezer at 90 since 30', 'freezer at 290 since 230'],
    ],
    [
      'silent: unavailable is no word of the thing',
      SILENT,
      ({ send, pass }) => {
        send(freezer('-18', '-19'));
        pass(30);
        send(freezer('-19', 'unavailable'));
        pass(40);
      },
      ['freezer at 60 since 0'],
    ],
    [
      'silent: also of a thing that has said nothing in this run',
      SILENT,
      ({ states, pass }) => {
        states([stateOf('sensor.freezer', '-18', 50), stateOf('sensor.attic', '20', 500)]);
        pass(11);
      },
      ['freezer at 10 since -50'],
    ],
    [
      'silent: nobody hears anything while the link is down',
      SILENT,
      ({ send, link, pass }) => {
        send(freezer('-18', '-19'));
        pass(30);
        link(false);
        pass(300);
        link(true);
        pass(29);
        send(freezer('-19', '-18'));
        pass(30);
        link(false);
        pass(10);
        link(true);
        pass(31);
      },
      ['freezer at 429 since 359'],
    ],
    [
      'silent: what the server says after the link was down is right',
      SILENT,
      ({ send, link, states, pass }) => {
        send(freezer('-18', '-19'));
        link(false);
        pass(300);
        link(true);
        states([stateOf('sensor.freezer', '-17', 20)]);
        pass(41);
      },
      ['freezer at 340 since 280'],
    ],
    [
      'times: so many within the time, and then as many again',
      TIMES,
      ({ send, pass }) => {
        for (let i = 0; i < 7; i += 1) {
          send(haEvent('bell'));
          pass(2);
        }
      },
      ['bell at 4', 'bell at 10'],
    ],
    [
      'times: not when they are too far apart, nor of two things',
      TIMES,
      ({ send, pass }) => {
        for (let i = 0; i < 6; i += 1) {
          send(haEvent('bell', { name: i % 2 === 0 ? 'front' : 'back' }));
          pass(2);
        }
      },
      [],
    ],
    [
      'times: a wall clock that is set moves nothing',
      TIMES,
      ({ send, pass, jump }) => {
        for (const minutes of [60, -60, 0]) {
          send(haEvent('bell'));
          pass(1);
          jump(minutes);
        }
      },
      ['bell at 2'],
    ],
    [
      'at once: with its cool-down for each thing, which a set clock does not shorten',
      ruleOf('type:bell', { id: 'bell', cooldownMs: 10 * MIN }),
      ({ send, pass, jump }) => {
        send(haEvent('bell', { name: 'front' }));
        jump(600);
        send(haEvent('bell', { name: 'front' }));
        send(haEvent('bell', { name: 'back' }));
        jump(-600);
        pass(10);
        send(haEvent('bell', { name: 'front' }));
      },
      ['bell at 0', 'cooldown bell at 600', 'bell at 600', 'bell at 10'],
    ],
    [
      'at once: at most so often an hour',
      ruleOf('type:bell', { id: 'bell', maxPerHour: 2 }),
      ({ send, pass }) => {
        for (let i = 0; i < 5; i += 1) {
          send(haEvent('bell', { name: String(i) }));
          pass(20);
        }
      },
      ['bell at 0', 'bell at 20', 'hourly bell at 40', 'bell at 60', 'bell at 80'],
    ],
  ])('%s', (_name, rule, play, expected) => {
    const bench = startEngine([rule]);
    play(bench);
    expect(bench.told).toEqual(expected);
  });

  it('tells nothing of a server that is not followed, or of another than its own', () => {
    const bench = startEngine([{ ...FOR, server: 'cabin' }]);
    bench.send(door('closed', 'open'));
    bench.pass(30);
    expect(bench.told).toEqual([]);
    bench.send(door('closed', 'open'), 'cabin');
    bench.engine.follow([FOR], { serverNames: new Map([['home', 'Home']]) });
    bench.pass(30);
    expect(bench.told).toEqual([]);
  });

  it('goes on waiting when another rule, its name or its cool-down changes, and not when its query does', () => {
    const names = { serverNames: new Map([['home', 'Home']]) };
    const bench = startEngine([FOR]);
    bench.send(door('closed', 'open'));
    bench.engine.follow([TIMES, { ...FOR, name: 'Garage', cooldownMs: 5 }], names);
    bench.pass(11);
    bench.engine.follow([{ ...FOR, query: `${OPEN} ` }], names);
    bench.send(door('closed', 'open'));
    bench.engine.follow([{ ...FOR, enabled: false }], names);
    bench.pass(30);
    expect(bench.told).toEqual(['garage at 10 since 0']);
  });

  it('keeps ten thousand waits, and counts those that give way', () => {
    const bench = startEngine([ruleOf('to:open', { id: 'any', timing: { kind: 'for', ms: 10 * MIN } })]);
    for (let i = 0; i < 10_003; i += 1) bench.send(stateChanged(`cover.c${String(i)}`, 'closed', 'open'));
    expect(bench.engine.dropped()).toBe(3);
    bench.pass(11);
    expect(bench.told).toHaveLength(10_000);
  });
});

describe('a restart of this app', () => {
  function restart(before: Bench, rules: readonly Rule[], awayMin: number): Bench {
    const saved = JSON.parse(JSON.stringify(before.engine.save())) as ReturnType<typeof before.engine.save>;
    const savedAt = before.now().at;
    const bench = startEngine(rules, NOON);
    bench.jump((savedAt - NOON) / MIN + awayMin);
    bench.engine.restore(saved, savedAt, bench.now());
    return bench;
  }

  it('waits on, once the server says that it is still so', () => {
    const before = startEngine([FOR]);
    before.send(door('closed', 'open'));
    before.pass(4);
    const bench = restart(before, [FOR], 2);
    bench.pass(1);
    bench.states([stateOf('cover.garage', 'open', 7)]);
    bench.pass(30);
    expect(bench.told).toEqual(['garage at 10 since 0']);
  });

  it('tells nothing before, whatever time has passed', () => {
    const before = startEngine([FOR]);
    before.send(door('closed', 'open'));
    const bench = restart(before, [FOR], 60);
    bench.pass(60);
    expect(bench.told).toEqual([]);
    bench.send(door('open', 'closed'));
    bench.pass(60);
    expect(bench.told).toEqual([]);
  });

  it('ends what has ended meanwhile, or is gone', () => {
    const before = startEngine([FOR]);
    before.send(door('closed', 'open'));
    for (const states of [[stateOf('cover.garage', 'closed', 1)], []]) {
      const bench = restart(before, [FOR], 60);
      bench.states(states);
      bench.pass(60);
      expect([bench.told, bench.engine.save()]).toEqual([[], []]);
    }
  });

  it('does not tell again what it told, unless it is so anew', () => {
    const before = startEngine([FOR]);
    before.send(door('closed', 'open'));
    before.pass(30);
    const same = restart(before, [FOR], 60);
    same.states([stateOf('cover.garage', 'open', 90)]);
    const anew = restart(before, [FOR], 60);
    anew.states([stateOf('cover.garage', 'open', 20)]);
    expect([same.told, anew.told]).toEqual([[], ['garage at 80 since 70']]);
  });

  it('does not tell again of a silence that it told', () => {
    const before = startEngine([SILENT]);
    before.send(freezer('-18', '-19'));
    before.pass(61);
    const bench = restart(before, [SILENT], 60);
    bench.link(true);
    bench.states([stateOf('sensor.freezer', '-19', 121)]);
    bench.pass(60);
    expect(bench.told).toEqual([]);
    bench.send(freezer('-19', '-18'));
    bench.pass(61);
    expect(bench.told).toHaveLength(1);
  });

  it('waits on for what nothing can be contrary to', () => {
    const rule = { ...FOR, query: 'entity:cover.garage type:state_changed' };
    const before = startEngine([rule]);
    before.send(door('closed', 'open'));
    const bench = restart(before, [rule], 5);
    bench.states([stateOf('cover.garage', 'closed', 1)]);
    bench.pass(30);
    expect(bench.told).toEqual(['garage at 10 since 0']);
  });

  it('knows since when a thing without a state says nothing', () => {
    const rule = ruleOf('type:heartbeat', { id: 'heart', timing: { kind: 'silent', ms: 60 * MIN } });
    const before = startEngine([rule]);
    before.send(haEvent('heartbeat', { name: 'boiler' }));
    before.pass(30);
    const bench = restart(before, [rule], 10);
    bench.pass(60);
    expect(bench.told).toEqual([]);
    bench.link(true);
    bench.note(bench.engine.due(bench.now()));
    expect(bench.told).toEqual(['heart at 60 since 0']);
  });

  it('writes down no word of an event', () => {
    const before = startEngine([FOR, SILENT, TIMES]);
    before.send(door('closed', ['open', { code: 'secret' }]));
    before.send(freezer('-18', 'secret'));
    before.pass(90);
    expect(JSON.stringify(before.engine.save())).not.toContain('secret');
  });
});

describe('what was missed', () => {
  it('is told of what was so for so long and is over, and not twice of what still is', () => {
    const { engine, note, told, now, jump, states } = startEngine([FOR]);
    jump(120);
    const seqAt = (minute: number): number => (NOON + minute * MIN) * 1_024;
    states([stateOf('cover.garage', 'open', 30)]);
    const items = [
      { event: door('closed', 'open'), minute: 10 },
      { event: door('open', 'closed'), minute: 25 },
      { event: door('closed', 'open'), minute: 90 },
      { event: haEvent('other'), minute: 115 },
    ];
    const missed = items.map(({ event, minute }) => ({ event, seq: seqAt(minute), serverId: 'home' }));
    note(engine.takeMissed(missed.slice(0, 2), now()));
    note(engine.takeMissed(missed.slice(2), now()));
    expect(told).toEqual(['garage at 100 since 90']);
  });

  it('is told when nothing of it lasts', () => {
    const { engine, note, told, now, jump } = startEngine([FOR]);
    jump(120);
    const seqAt = (minute: number): number => (NOON + minute * MIN) * 1_024;
    const missed = [
      { event: door('closed', 'open'), seq: seqAt(10), serverId: 'home' },
      { event: door('open', 'closed'), seq: seqAt(25), serverId: 'home' },
    ];
    note(engine.takeMissed(missed, now()));
    expect(told).toEqual(['garage at 20 since 10']);
  });
});
