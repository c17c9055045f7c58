import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HaEvent } from '../../../src/core/events/event.ts';
import { DEFAULT_REDACTION } from '../../../src/core/redaction/default-rules.ts';
import { createRedactor } from '../../../src/core/redaction/redact.ts';
import { toRegistry } from '../../../src/core/registry/registry.ts';
import { toWordsContext } from '../../../src/core/rules/due-words.ts';
import type { Rule } from '../../../src/core/rules/rule.ts';
import { TEMPLATE_NAMES } from '../../../src/core/rules/template.ts';
import type { Due } from '../../../src/core/rules/due.ts';
import { toNotification } from '../../../src/core/rules/wording.ts';
import { haEvent, stateChanged } from '../../support/event-builders.ts';
import { ruleOf } from '../../support/rule-builders.ts';
import { SECRET_EXAMPLES } from '../../support/secret-examples.ts';

const registry = toRegistry({
  total: 1,
  entities: [['sensor.hall', 'Hall', 'temperature', 'hall', 'probe', []]],
  devices: [['probe', 'Probe', '', []]],
  areas: [['hall', 'Entrance', 'ground', []]],
  floors: [['ground', 'Ground floor']],
  labels: [],
  persons: [['person.ada', 'Ada', 'user1']],
});
const context = toWordsContext(
  'home',
  { serverNames: new Map([['home', 'Home']]), registries: new Map([['home', registry]]) },
  createRedactor(DEFAULT_REDACTION),
);
const NOON = new Date(2026, 10, 21, 12).getTime();

function due(event: HaEvent | null, part: Partial<Rule>, rest: Partial<Due> = {}): Due {
  const rule = ruleOf('to:on', { name: 'Heat', ...part });
  const happening = { serverId: 'home', thing: 'x', event, seq: 1, since: null, unmet: null };
  return { rule, order: 0, ...happening, at: NOON, t: 0, ...rest };
}

/** The title that a rule with this template has. */
function say(template: string, event: HaEvent | null, part: Partial<Rule> = {}, rest: Partial<Due> = {}) {
  return toNotification(due(event, { ...part, says: { title: template } }, rest), context).title;
}

const attributes = { friendly_name: 'Hall', unit_of_measurement: '°C', options: ['a', 'b'], deep: { x: 1 } };
const HEAT: HaEvent = {
  ...stateChanged('sensor.hall', ['20', attributes], ['21.5', attributes]),
  context: { id: 'c', parent_id: null, user_id: 'user1' },
};

describe('the names of a template', () => {
  it.each([
    ['{{name}} is {{to}}', 'Hall is 21.5 °C'],
    ['{{from}}', '20 °C'],
    ['{{what}}', 'Hall 21.5 °C, was 20 °C'],
    ['{{room}}, {{floor}}, {{device}}', 'Entrance, Ground floor, Probe'],
    ['{{by}}', 'Ada'],
    ['{{entity}} {{type}} {{server}} {{rule}} {{count}}', 'sensor.hall state_changed Home Heat 1'],
    ['{{attribute.options}}', 'a, b'],
    ['{{attribute.options.1}}', 'b'],
    ['{{attribute.deep.x}}', '1'],
    ['{{data.new_state.state}}', '21.5'],
    ['{{attribute.none|nothing}} {{data.entity_id.x|nothing}}', 'nothing nothing'],
    ['{{attribute.constructor|nothing}} {{attribute.__proto__.x|nothing}}', 'nothing nothing'],
    ['{{attribute.options.length|nothing}} {{data.entity_id.length|nothing}}', 'nothing nothing'],
    ['{{duration|at once}}', 'at once'],
  ])('%j is %j', (template, said) => {
    expect(say(template, HEAT)).toBe(said);
  });

  it.each<[string, Rule['timing'], number | null, string]>([
    ['{{since}} {{duration}} {{time}}', { kind: 'for', ms: 600_000 }, NOON - 600_000, '11:50 10 min 12:00'],
    ['{{count}} in {{duration}}', { kind: 'times', count: 3, withinMs: 60_000 }, null, '3 in 1 min'],
    ['{{what}}', { kind: 'silent', ms: 3_600_000 }, NOON, 'Hall has said nothing for 1 h'],
  ])('%j of a rule that waits', (template, timing, since, said) => {
    expect(say(template, HEAT, { timing }, { since })).toBe(said);
  });

  it('has the usual words where nothing that a template names has a value', () => {
    expect(say('{{device}}{{by}}', haEvent('bell'))).toBe('bell');
    expect(say('{{broken', HEAT)).toBe('Hall 21.5 °C, was 20 °C');
    expect(say('{{name}}', null, {}, { thing: 'bell\nhome\n' })).toBe('Heat');
  });
});

describe('a template and secrets', () => {
  /** Every path of own members, as far as a template can go. */
  function pathsOf(value: unknown, path: readonly string[] = []): readonly string[] {
    if (typeof value !== 'object' || value === null) return [path.join('.')];
    const inner = Object.entries(value).flatMap(([key, each]) => pathsOf(each, [...path, key]));
    return path.length === 0 ? inner : [path.join('.'), ...inner];
  }

  it.each(SECRET_EXAMPLES)('can not name the secret of $name', ({ event, secrets }) => {
    const paths = [
      ...TEMPLATE_NAMES.flatMap(([name]) => (name.endsWith('.') ? [] : [name])),
      ...pathsOf(event.data).map((path) => `data.${path}`),
      ...pathsOf((event.data['new_state'] as Record<string, unknown> | null)?.['attributes'] ?? {}).map(
        (path) => `attribute.${path}`,
      ),
    ];
    for (const path of paths) {
      const template = `{{${path}}}`;
      const { title, body } = toNotification(
        due(event, { says: { title: template, body: template } }),
        context,
      );
      for (const secret of secrets) expect(`${path}: ${title} ${body}`).not.toContain(secret);
    }
  });

  it('has none of them without a template either', () => {
    for (const { event, secrets } of SECRET_EXAMPLES)
      for (const secret of secrets)
        expect(JSON.stringify(toNotification(due(event, {}), context))).not.toContain(secret);
  });

  it('never throws, whatever an event has', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.jsonValue()),
        fc.array(fc.string({ maxLength: 8 })),
        (data, path) => {
          const said = say(`{{data.${path.join('.').replace(/[{}|]/g, '')}x}}`, haEvent('custom', data));
          expect(typeof said).toBe('string');
        },
      ),
    );
  });
});
