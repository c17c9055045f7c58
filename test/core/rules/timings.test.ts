import { describe, expect, it } from 'vitest';
import type { Rule } from '../../../src/core/rules/rule.ts';
import { haEvent } from '../../support/event-builders.ts';
import { stateChanged } from '../../support/event-builders.ts';
import { ruleOf } from '../../support/rule-builders.ts';
import {
  MIN,
  startEngine,
  type Bench,
  door,
  OPEN,
  FOR,
  freezer,
  SILENT,
  TIMES,
  stateOf,
} from './support/engine-bench.ts';

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
