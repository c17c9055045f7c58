import { describe, expect, it } from 'vitest';
import type { HaEvent } from '../../../src/core/events/event.ts';
import { DEFAULT_RULES } from '../../../src/core/rules/default-rules.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../../src/core/settings/settings.ts';
import { createRuleKeeping } from '../../../src/main/notifications/rule-keeping.ts';
import { haEvent, stateChanged } from '../../support/event-builders.ts';
import { createListedHistory } from '../../support/listed-history.ts';
import { ruleOf } from '../../support/rule-builders.ts';
import { createVirtualClock } from '../../support/virtual-clock.ts';

const SMOKE = {
  serverId: 'home',
  entity: 'binary_sensor.s',
  state: 'off',
  attributes: { device_class: 'smoke' },
};

function createBench(events: readonly HaEvent[] = []) {
  let settings: Settings = DEFAULT_SETTINGS;
  const clock = createVirtualClock();
  const now = new Date(clock.now()).toISOString();
  const listed = createListedHistory(
    events.map((event) => ({ ...event, time_fired: now })),
    [SMOKE],
  );
  let searches = 0;
  const keeping = createRuleKeeping(
    {
      settings: {
        current: () => settings,
        save: (next) => {
          settings = next;
        },
      },
      monitor: {
        states: async (serverId) =>
          serverId === 'home' ? { states: [{ ...SMOKE, changedMs: 0, toldMs: 0 }], isWhole: true } : null,
      },
      history: {
        ...listed,
        search: (...question) => {
          searches += 1;
          return listed.search(...question);
        },
      },
      queryContext: () => ({ serverNames: new Map([['home', 'Home']]), registries: new Map() }),
    },
    clock,
  );
  const ids = (): readonly string[] => settings.notifications.rules.map(({ id }) => id);
  const keep = (...rules: Settings['notifications']['rules']): void => {
    settings = { ...settings, notifications: { ...settings.notifications, rules } };
  };
  return { keeping, ids, keep, clock, rules: () => settings.notifications.rules, searches: () => searches };
}

const lamps = Array.from({ length: 300 }, (_, i) => stateChanged('light.a', String(i), String(i + 1)));

describe('createRuleKeeping', () => {
  it('says what the rules that are on watch at a server, and nothing of one that does not answer', async () => {
    const { keeping, keep, rules } = createBench();
    expect(await keeping.readWatched('home')).toEqual([
      { domain: 'binary_sensor', deviceClass: 'smoke', count: 1 },
    ]);
    keep(ruleOf('class:smoke to:on'), ruleOf('class:(smoke OR gas) to:on', { id: 'both' }));
    expect(await keeping.readWatched('home')).toEqual([
      { domain: 'binary_sensor', deviceClass: 'smoke', count: 1 },
    ]);
    keep(...rules().map((rule) => ({ ...rule, enabled: false })));
    expect(await keeping.readWatched('home')).toEqual([]);
    expect(await keeping.readWatched('cabin')).toBeNull();
  });

  it('moves a rule to a place, and leaves the list alone where it is not there', async () => {
    const { keeping, ids, keep } = createBench();
    keep(...['a', 'b', 'c'].map((id) => ruleOf('type:bell', { id })));
    await keeping.moveRule('c', 0);
    expect(ids()).toEqual(['c', 'a', 'b']);
    await keeping.moveRule('c', 1);
    await keeping.moveRule('a', 9);
    await keeping.moveRule('gone', 0);
    expect(ids()).toEqual(['c', 'b', 'a']);
  });

  it('does not restore a rule that a file has brought back meanwhile', async () => {
    const { keeping, ids, keep } = createBench();
    keep(...['a', 'b'].map((id) => ruleOf('type:bell', { id })));
    await keeping.removeRule('b');
    keep(...['b', 'a'].map((id) => ruleOf('type:bell', { id })));
    await keeping.restoreRule();
    expect(ids()).toEqual(['b', 'a']);
  });

  it('refuses a template that is wrong, also in a rule that is kept', async () => {
    const { keeping, keep, rules } = createBench();
    const rule = ruleOf('type:bell', { id: 'a' });
    keep(rule);
    expect(await keeping.saveRule({ ...rule, says: { title: '{{nme}}' } })).toMatch(/no name “nme”/);
    expect(rules()).toEqual([rule]);
  });

  it('says what a rule would say of its newest match, with a template that changes', async () => {
    const { keeping } = createBench([haEvent('bell', { name: 'Front' }), haEvent('bell', { name: 'Back' })]);
    const rule = ruleOf('type:bell');
    const preview = (title: string) => keeping.previewRule({ ...rule, says: { title } });
    expect(await preview('Ring at {{data.name}}')).toMatchObject({ title: 'Ring at Back' });
    expect(await preview('{{data.name}}!')).toMatchObject({ title: 'Back!' });
    expect(await preview('{{broken')).toMatchObject({ title: 'bell: name = Back' });
    expect(await keeping.previewRule(ruleOf('type:knock'))).toBeNull();
  });

  it('keeps a rule from a file off until its owner has agreed to what they saw', async () => {
    const { keeping, keep, rules } = createBench();
    const does = [{ label: 'Off', action: 'light.turn_off' }];
    const rule = ruleOf('type:bell', { id: 'a', enabled: false, unconfirmed: true, does });
    keep(rule);
    expect(await keeping.saveRule({ ...rule, enabled: true })).toMatch(/came from a file/);
    expect(await keeping.saveRule({ ...ruleOf('type:bell', { id: 'a' }), enabled: true })).toMatch(/file/);
    // Another name is no consent.
    expect(await keeping.saveRule(ruleOf('type:bell', { id: 'a', enabled: false, does }))).toBeNull();
    expect(rules()).toMatchObject([{ id: 'a', enabled: false, unconfirmed: true }]);
    expect(await keeping.agreeToRule({ ...rule, name: 'Another' })).toMatch(/Look at it again/);
    expect(await keeping.agreeToRule({ ...rule, id: 'gone' })).toMatch(/not there/);
    expect(rules()).toMatchObject([{ unconfirmed: true }]);
    expect(await keeping.agreeToRule(rule)).toBeNull();
    expect(rules()).toEqual([ruleOf('type:bell', { id: 'a', does })]);
  });

  it('lets no rule run from which a secret was taken out', async () => {
    const { keeping, keep } = createBench();
    const does = [
      { label: 'Arm', action: 'alarm_control_panel.alarm_arm_away', data: '{"code":"[redacted]"}' },
    ];
    const rule = ruleOf('type:bell', { id: 'a', enabled: false, unconfirmed: true, does });
    keep(rule);
    expect(await keeping.agreeToRule(rule)).toMatch(/Type it in/);
    expect(await keeping.saveRule({ ...rule, name: 'Later' })).toBeNull();
    keep();
    expect(await keeping.saveRule(ruleOf('type:bell', { does }))).toMatch(/Type it in/);
  });

  it('keeps a new rule off that has the mark', async () => {
    const { keeping, rules } = createBench();
    expect(await keeping.saveRule(ruleOf('type:bell', { id: 'new', unconfirmed: true }))).toBeNull();
    expect(rules()[0]).toMatchObject({ id: 'new', enabled: false, unconfirmed: true });
  });

  it('refuses data of a button that is no object', async () => {
    const { keeping } = createBench();
    const does = [{ label: 'Off', action: 'light.turn_off', data: '[]' }];
    expect(await keeping.saveRule(ruleOf('type:bell', { does }))).toMatch(/JSON object/);
  });

  it('lists the things of the servers that are there', async () => {
    const { keeping } = createBench();
    const asked = { entities: ['binary_sensor.s', 'light.gone'], query: '', server: null };
    expect(await keeping.readHome(asked)).toMatchObject({
      things: [{ entity: 'binary_sensor.s', deviceClass: 'smoke' }],
      starters: [{ key: 'smoke' }, { key: 'unavailable' }, { key: 'login' }],
    });
    const { options, more } = await keeping.findSubjects({ typed: 's', onlyThings: true, server: 'home' });
    expect(options).toMatchObject([{ detail: 'binary_sensor.s' }]);
    expect(more).toBe(0);
    expect((await keeping.findSubjects({ typed: '', onlyThings: true, server: 'gone' })).options).toEqual([]);
  });

  it('keeps a rule without another look at the day that its form has counted, but not an hour later', async () => {
    const { keeping, clock, searches } = createBench(lamps);
    const rule = ruleOf('entity:light.a', { name: 'Lamp' });
    await keeping.tryRule(rule, 1);
    const { refusal } = await keeping.readRuleFacts(rule);
    const looked = searches();
    expect(await keeping.saveRule(rule)).toBe(refusal);
    expect(searches()).toBe(looked);
    await keeping.saveRule({ ...rule, cooldownMs: 60_000 });
    expect(searches()).toBe(2 * looked);
    await clock.advance(3_600_000);
    await keeping.saveRule(rule);
    expect(searches()).toBe(3 * looked);
  });

  it('asks nothing of the history for what is known of a rule without counting', async () => {
    const { keeping, searches } = createBench(lamps);
    expect(await keeping.readRuleFacts(ruleOf('class:smoke to:on'))).toMatchObject({ refusal: null });
    expect(searches()).toBe(0);
  });

  it('adds a rule before the others, changes one in its place, and removes it', async () => {
    const { keeping, ids, rules } = createBench();
    expect(await keeping.saveRule(ruleOf('type:bell', { id: 'new' }))).toBeNull();
    expect(ids()).toEqual(['new', ...DEFAULT_RULES.map(({ id }) => id)]);
    expect(await keeping.saveRule(ruleOf('type:bell2', { id: 'leaks' }))).toBeNull();
    expect(rules()[1]?.query).toBe('type:bell2');
    await keeping.removeRule('leaks');
    await keeping.removeRule('no-such-rule');
    expect(ids()).not.toContain('leaks');
    await keeping.restoreRule();
    await keeping.restoreRule();
    expect(rules()[1]?.query).toBe('type:bell2');
    expect(ids()).toHaveLength(DEFAULT_RULES.length + 1);
  });

  it('refuses a rule about nearly everything with the number of its matches, and keeps what there was', async () => {
    const { keeping, ids } = createBench(lamps);
    expect(await keeping.saveRule(ruleOf('entity:light.*'))).toContain('It matches 300 events');
    expect(await keeping.saveRule(ruleOf('to:('))).toContain('never closed');
    expect(ids()).toEqual(DEFAULT_RULES.map(({ id }) => id));
  });

  it('never refuses one that was taken over, as long as it asks for the same', async () => {
    const { keeping, keep, rules } = createBench(lamps);
    const taken = ruleOf('type:state_changed to:* entity:light.*', { id: 'choice-1' });
    keep(taken);
    const named = { ...taken, name: 'Lamps', enabled: false, cooldownMs: 60_000 };
    expect(await keeping.saveRule(named)).toBeNull();
    expect(rules()).toEqual([named]);
    expect((await keeping.readRuleFacts(named)).refusal).toBeNull();
    expect(await keeping.saveRule({ ...named, query: 'entity:*' })).toContain('nearly everything');
    await keeping.removeRule('choice-1');
    await keeping.restoreRule();
    expect(rules()).toEqual([named]);
  });

  it('has a bound', async () => {
    const { keeping, keep } = createBench();
    keep(...Array.from({ length: 500 }, (_, i) => ruleOf('type:bell', { id: String(i) })));
    expect(await keeping.saveRule(ruleOf('type:bell', { id: 'new' }))).toContain('500 rules already');
    expect(await keeping.saveRule(ruleOf('type:bell2', { id: '7' }))).toBeNull();
  });

  it('says what a rule would do before it is kept', async () => {
    const { keeping } = createBench([...lamps, haEvent('bell'), haEvent('bell')]);
    const bell = ruleOf('type:bell');
    expect(await keeping.tryRule(bell, 1)).toMatchObject({
      ...{ matches: 2, alerts: 2, isMore: false, total: 302, checkedUntil: null },
    });
    expect(await keeping.readRuleFacts(bell)).toEqual({ guarded: null, refusal: null });
    expect(await keeping.readRuleFacts(ruleOf('class:smoke to:on'))).toMatchObject({
      guarded: [{ domain: 'binary_sensor', deviceClass: 'smoke', count: 1 }],
      refusal: null,
    });
    expect(await keeping.tryRule(ruleOf('to:('), 1)).toBeNull();
    expect((await keeping.readRuleFacts(ruleOf('to:('))).refusal).toContain('never closed');
    await keeping.tryRule(ruleOf('entity:light.a'), 1);
    const flood = await keeping.readRuleFacts(ruleOf('entity:light.a'));
    expect(flood.refusal).toContain('nearly everything');
  });
});
