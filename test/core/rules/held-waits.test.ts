import { describe, expect, it } from 'vitest';
import type { Condition, Rule } from '../../../src/core/rules/rule.ts';
import { haEvent, stateChanged } from '../../support/event-builders.ts';
import { ruleOf } from '../../support/rule-builders.ts';
import {
  door,
  FOR,
  freezer,
  MIN,
  SILENT,
  startEngine,
  stateOf,
  TIMES,
  type Bench,
} from './support/engine-bench.ts';

const EVERY_DAY = [0, 1, 2, 3, 4, 5, 6];
const AFTER_SUNSET: Condition = { kind: 'sun', is: 'down' };
const FROM_13: Condition = { kind: 'hours', from: '13:00', to: '13:30', days: EVERY_DAY };
const AWAY: Condition = { kind: 'everybody-away' };
const only = (rule: Rule, ...onlyIf: Condition[]): Rule => ({ ...rule, onlyIf });

const sun = (up: boolean): ReturnType<typeof door> =>
  stateChanged('sun.sun', up ? 'below_horizon' : 'above_horizon', up ? 'above_horizon' : 'below_horizon');
const ann = (before: string, after: string): ReturnType<typeof door> =>
  stateChanged('person.ann', before, after);

describe('a rule that waits, while a condition does not hold', () => {
  it.each<[string, Rule, (bench: Bench) => void, readonly string[]]>([
    [
      'tells when the sun sets, of a door that was opened before',
      only(FOR, AFTER_SUNSET),
      ({ send, pass }) => {
        send(sun(true));
        send(door('closed', 'open'));
        pass(120);
        send(sun(false));
        pass(120);
      },
      ['garage at 120 since 0'],
    ],
    [
      'tells nothing when it was over before',
      only(FOR, AFTER_SUNSET),
      ({ send, pass }) => {
        send(sun(true));
        send(door('closed', 'open'));
        pass(60);
        send(door('open', 'closed'));
        pass(60);
        send(sun(false));
        pass(60);
      },
      [],
    ],
    [
      'tells once, however often the condition comes and goes',
      only(FOR, AFTER_SUNSET),
      ({ send, pass }) => {
        send(sun(true));
        send(door('closed', 'open'));
        pass(20);
        for (const isUp of [false, true, false, true]) {
          send(sun(isUp));
          pass(20);
        }
      },
      ['garage at 20 since 0'],
    ],
    [
      'tells at the minute at which its hours begin, without an event',
      only(FOR, FROM_13),
      ({ send, pass }) => {
        send(door('closed', 'open'));
        pass(300);
      },
      ['garage at 60 since 0'],
    ],
    [
      'waits for the hours of the next day, if these are over',
      only(FOR, FROM_13),
      ({ send, pass }) => {
        pass(85);
        send(door('closed', 'open'));
        pass(2 * 24 * 60);
      },
      ['garage at 1500 since 85'],
    ],
    [
      'tells only when all conditions hold at the same time',
      only(FOR, FROM_13, AWAY),
      ({ send, pass }) => {
        send(ann('away', 'home'));
        send(door('closed', 'open'));
        pass(70);
        send(ann('home', 'not_home'));
        pass(10);
      },
      ['garage at 70 since 0'],
    ],
    [
      'finds its hours over when the other condition comes to hold, and waits for the next',
      only(FOR, FROM_13, AWAY),
      ({ send, pass }) => {
        send(ann('away', 'home'));
        send(door('closed', 'open'));
        pass(100);
        send(ann('home', 'not_home'));
        pass(2 * 24 * 60);
      },
      ['garage at 1500 since 0'],
    ],
    [
      'finds its hours begun while somebody was at home, and waits on for that',
      only(FOR, FROM_13, AWAY),
      ({ send, pass }) => {
        send(ann('away', 'home'));
        send(door('closed', 'open'));
        pass(65);
        send(ann('home', 'not_home'));
      },
      ['garage at 65 since 0'],
    ],
    [
      'tells of a silence that still lasts',
      only(SILENT, AWAY),
      ({ send, pass }) => {
        send(ann('away', 'home'));
        send(freezer('-18', '-19'));
        pass(90);
        send(ann('home', 'not_home'));
        pass(90);
      },
      ['freezer at 90 since 0'],
    ],
    [
      'tells nothing of a silence that is over',
      only(SILENT, AWAY),
      ({ send, pass }) => {
        send(ann('away', 'home'));
        send(freezer('-18', '-19'));
        pass(90);
        send(freezer('-19', '-18'));
        send(ann('home', 'not_home'));
        pass(50);
      },
      [],
    ],
    [
      'tells of a silence only once its server can be heard again',
      only(SILENT, AWAY),
      ({ send, link, states, pass }) => {
        send(ann('away', 'home'));
        send(freezer('-18', '-19'));
        pass(90);
        link(false);
        pass(10);
        link(true);
        states([stateOf('person.ann', 'not_home', 5), stateOf('sensor.freezer', '-19', 100)]);
        pass(0);
      },
      ['freezer at 100 since 0'],
    ],
    [
      'tells when the server says after a gap that the condition holds',
      only(FOR, AWAY),
      ({ send, link, states, pass }) => {
        send(ann('away', 'home'));
        send(door('closed', 'open'));
        pass(30);
        link(false);
        pass(30);
        link(true);
        states([stateOf('person.ann', 'not_home', 5), stateOf('cover.garage', 'open', 60)]);
      },
      ['garage at 60 since 0'],
    ],
    [
      'tells when this computer is unlocked, soon and without an event',
      only(FOR, { kind: 'computer', is: 'in-use' }),
      ({ send, use, pass }) => {
        use('locked');
        send(door('closed', 'open'));
        pass(30);
        use('in-use');
        pass(1);
      },
      [`garage at ${String(30 + 10_000 / MIN)} since 0`],
    ],
    [
      'follows a wall clock that is set into its hours',
      only(FOR, FROM_13),
      ({ send, jump, pass }) => {
        send(door('closed', 'open'));
        pass(20);
        jump(45);
        send(haEvent('other'));
        pass(1);
      },
      ['garage at 60 since 0'],
    ],
    [
      'follows a wall clock that is set back',
      only(FOR, FROM_13),
      ({ send, jump, pass }) => {
        send(door('closed', 'open'));
        pass(20);
        jump(-30);
        pass(69);
        send(haEvent('other'));
        pass(2);
      },
      ['garage at 60 since 0'],
    ],
    [
      'counts and at once are judged when they happen',
      only(TIMES, AWAY),
      ({ send, pass }) => {
        send(ann('away', 'home'));
        for (let i = 0; i < 3; i += 1) send(haEvent('bell'));
        send(ann('home', 'not_home'));
        pass(60);
      },
      [],
    ],
  ])('%s', (_name, rule, play, expected) => {
    const bench = startEngine([rule]);
    play(bench);
    expect(bench.told).toEqual(expected);
  });

  it('says once why it does not tell, and shows it as pending with that reason', () => {
    const { engine, unmet, now, send, pass } = startEngine([only(FOR, AFTER_SUNSET)]);
    send(sun(true));
    send(door('closed', 'open'));
    expect(engine.pending(now(), 9)).toMatchObject([{ unmet: null }]);
    for (let i = 0; i < 20; i += 1) {
      send(door(['open', { position: i }], ['open', { position: i + 1 }]));
      send(stateChanged('sun.sun', ['above_horizon', { n: i }], ['above_horizon', { n: i + 1 }]));
      pass(30);
    }
    expect(unmet).toEqual(['garage sun']);
    expect(engine.pending(now(), 9)).toMatchObject([
      { thing: 'state_changed\nhome\ncover.garage', unmet: AFTER_SUNSET },
    ]);
  });

  it('is judged by the conditions that its rule has now', () => {
    const { engine, note, told, now, send, pass } = startEngine([only(FOR, AFTER_SUNSET)]);
    send(sun(true));
    send(door('closed', 'open'));
    pass(30);
    engine.follow([FOR], { serverNames: new Map([['home', 'Home']]) });
    pass(1);
    note(engine.due(now()));
    expect(told).toEqual(['garage at 30 since 0']);
  });

  it('looks at its rule once, not at ten thousand things, when a condition changes', () => {
    let looks = 0;
    const counted = {
      get kind() {
        looks += 1;
        return 'everybody-away' as const;
      },
    };
    const bench = startEngine([
      only(ruleOf('domain:sensor', { id: 'any', timing: { kind: 'silent', ms: MIN } }), counted),
    ]);
    bench.send(ann('away', 'home'));
    for (let i = 0; i < 10_000; i += 1) bench.send(stateChanged(`sensor.s${String(i)}`, '1', '2'));
    bench.pass(2);
    looks = 0;
    for (let i = 0; i < 100; i += 1)
      bench.send(ann(i % 2 === 0 ? 'home' : 'work', i % 2 === 0 ? 'work' : 'home'));
    expect(looks).toBeLessThan(1_000);
    bench.send(ann('home', 'not_home'));
    expect(bench.told).toHaveLength(10_000);
  });
});
