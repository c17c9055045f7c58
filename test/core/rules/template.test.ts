import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  describeTemplateError,
  fillTemplate,
  parseTemplate,
  TEMPLATE_NAMES,
} from '../../../src/core/rules/template.ts';

const MAX = 120;

/** What a template makes of values by name. */
function fill(template: string, values: Readonly<Record<string, string>> = {}): string {
  const parsed = parseTemplate(template);
  if (!parsed.ok) return describeTemplateError(parsed.error);
  return fillTemplate(parsed.parts, (name, path) => values[[name, ...path].join('.')] ?? '', MAX);
}

describe('a template', () => {
  it.each([
    ['Plain words', 'Plain words'],
    ['{{name}} is {{to}}', 'Front door is open'],
    ['{{ name }} is {{  state  }}', 'Front door is open'],
    ['{{area}}/{{room}}', 'Hall/Hall'],
    ['by {{by|Somebody}}', 'by Somebody'],
    ['by {{ by | somebody (maybe) }}!', 'by somebody (maybe)!'],
    ['{{name|none}}', 'Front door'],
    ['{{attribute.battery_level}} %', '7 %'],
    ['{{data.press.kind}}', 'double'],
    ['{ a } { b', '{ a } { b'],
    ['', ''],
  ])('%j says %j', (template, said) => {
    const values = {
      name: 'Front door',
      to: 'open',
      room: 'Hall',
      'attribute.battery_level': '7',
      'data.press.kind': 'double',
    };
    expect(fill(template, values)).toBe(said);
  });

  it.each([
    ['{{name', /^character 1: this \{\{ has no \}\} after it\.$/],
    ['a name}} b', /^character 7: this \}\} has no/],
    ['x {{}}', /^character 5: a name is missing/],
    ['{{nme}}', /no name “nme”/],
    ['{{name.first}}', /has nothing inside/],
    ['{{data}}', /such as data\.command/],
    ['{{attribute.}}', /such as attribute\.battery_level/],
    [`{{data.${'a.'.repeat(9)}a}}`, /such as data\.command/],
    [`{{data.${'a'.repeat(65)}}}`, /such as data\.command/],
    ['{{to|round(1)}}', /no filters/],
    ['{{to|lower}}', /no filters/],
    ["{{by|default('x')|upper}}", /no filters/],
    ['{% for x in y %}{{x}}{% endfor %}', /no blocks/],
    ['{# note #}', /no blocks/],
    ['{{ {{name}} }}', /no other name inside/],
    ['{{{name}}}', /no other name inside/],
    ['{{__proto__}}', /no name “__proto__”/],
    ['{{constructor}}', /no name “constructor”/],
    ['{{toString}}', /no name “toString”/],
    ["{{states('sensor.x')}}", /no name/],
    ['{{name + to}}', /no name/],
    ['{{name}}'.repeat(31), /at most 30 names/],
    [`{{${'a'.repeat(1_000)}}}`, /no name “a{29}…”/],
  ])('%j is refused', (template, why) => {
    expect(fill(template)).toMatch(why);
  });

  it('offers names that it knows', () => {
    for (const [name] of TEMPLATE_NAMES) {
      expect(parseTemplate(`{{${name}${name.endsWith('.') ? 'x' : ''}}}`).ok).toBe(true);
    }
  });

  it.each(['{{name}}', '{{secret}}', '}} {{', '{% x %}', '$&', '$1', '\\{{to}}'])(
    'puts the value %j in as it is',
    (value) => {
      expect(fill('a {{name}} {{to}}', { name: value, to: 'END' })).toBe(`a ${value} END`);
    },
  );

  const near = fc.string({
    unit: fc.constantFrom('{', '{{', '}}', '|', '.', 'name', 'to', 'data', 'x', ' ', '%', '\u202e', '\n'),
    maxLength: 60,
  });
  const value = fc.oneof(near, fc.string({ unit: 'binary', maxLength: 2_000 }));

  it('never throws, never grows, and is one safe line, whatever is in it', () => {
    fc.assert(
      fc.property(fc.oneof(near, fc.string({ maxLength: 1_000 })), value, value, (template, name, to) => {
        const said = fill(template, { name, to });
        expect(Array.from(said).length).toBeLessThanOrEqual(Math.max(MAX, 200));
        if (parseTemplate(template).ok) {
          expect(Array.from(said).length).toBeLessThanOrEqual(MAX);
          expect(said).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
        }
      }),
    );
  });

  it('asks for each name once and in order, so that no value is read as a template', () => {
    fc.assert(
      fc.property(value, (name) => {
        const parsed = parseTemplate('{{name}} {{to}} {{name}}');
        const asked: string[] = [];
        if (parsed.ok)
          fillTemplate(parsed.parts, (each) => (asked.push(each), name), Number.MAX_SAFE_INTEGER);
        expect(asked).toEqual(['name', 'to', 'name']);
      }),
    );
  });
});
