import { describe, expect, it } from 'vitest';
import type { Rule } from '../../../src/core/rules/rule.ts';
import { haEvent } from '../../support/event-builders.ts';
import { ruleOf } from '../../support/rule-builders.ts';
import {
  MIN,
  NOON,
  startEngine,
  type Bench,
  door,
  FOR,
  freezer,
  SILENT,
  TIMES,
  stateOf,
} from './support/engine-bench.ts';

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
      expect([bench.told, bench.engine.save().waits]).toEqual([[], []]);
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

  it('tells later of what only happened, and at once where that is due by now', () => {
    const rule = ruleOf('type:bell', { id: 'bell', timing: { kind: 'for', ms: 10 * MIN } });
    const before = startEngine([rule]);
    before.send(haEvent('bell', { name: 'front' }));
    const soon = restart(before, [rule], 5);
    soon.pass(30);
    const late = restart(before, [rule], 60);
    late.pass(30);
    expect([soon.told, late.told]).toEqual([['bell at 10 since 0'], ['bell at 10 since 0']]);
  });

  it('goes on counting, by what is still within the time', () => {
    const before = startEngine([TIMES]);
    before.send(haEvent('bell'));
    before.pass(2);
    before.send(haEvent('bell'));
    const soon = restart(before, [TIMES], 2);
    soon.send(haEvent('bell'));
    const late = restart(before, [TIMES], 4);
    late.send(haEvent('bell'));
    expect([soon.told, late.told]).toEqual([['bell at 4'], []]);
    late.send(haEvent('bell'));
    expect(late.told).toEqual(['bell at 6']);
  });

  it('counts nothing for a rule that counts no more, or of a clock that was set back', () => {
    const before = startEngine([TIMES]);
    before.send(haEvent('bell'));
    before.send(haEvent('bell'));
    const other = restart(before, [{ ...TIMES, timing: { kind: 'at-once' } }], 1);
    const back = restart(before, [TIMES], -60);
    for (const bench of [other, back]) bench.send(haEvent('bell'));
    expect([other.told, back.told]).toEqual([['bell at 1'], []]);
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
    note(engine.startMissed()(missed.slice(0, 2), now()));
    note(engine.startMissed()(missed.slice(2), now()));
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
    note(engine.startMissed()(missed, now()));
    expect(told).toEqual(['garage at 20 since 10']);
  });
});
