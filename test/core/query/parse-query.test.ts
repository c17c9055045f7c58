import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { QueryNode, ValueTest } from '../../../src/core/query/ast.ts';
import { parseQuery } from '../../../src/core/query/parse-query.ts';
import { drawQueryText } from '../../fuzz/generators/query-text.ts';
import { createSeededRandom } from '../../../src/demo/house/seeded-random.ts';

const NOW = Date.UTC(2026, 10, 21, 12);

/** The tree in one short line: `type=a`, `and(…)`, `not(…)`, `[words]`, `"phrase"`. */
function show(node: QueryNode): string {
  switch (node.kind) {
    case 'everything':
      return 'everything';
    case 'and':
    case 'or':
      return `${node.kind}(${node.parts.map(show).join(', ')})`;
    case 'not':
      return `not(${show(node.part)})`;
    case 'facet':
      return node.facet + showTest(node.test);
    case 'place':
      return node.place + showTest(node.test);
    case 'data':
      return `data[${node.path.join('|')}]${showTest(node.test)}`;
    case 'flag':
      return `${node.flag}=${String(node.wanted)}`;
    case 'words':
      return `[${node.tokens.join(' ')}]`;
    case 'phrase':
      return `"${node.tokens.join(' ')}"`;
    case 'time':
      return `time(${String(node.from)}, ${String(node.to)})`;
    case 'seq':
      return `seq(${String(node.from)}, ${String(node.to)})`;
  }
}

function showTest(test: ValueTest): string {
  switch (test.kind) {
    case 'is':
      return `=${test.value}`;
    case 'one-of':
      return `=${test.values.join('|')}`;
    case 'glob':
      return `~${test.pattern}`;
    case 'regex':
      return `~/${test.source}/`;
    case 'compare':
      return test.op + String(test.value);
    case 'range':
      return `=${String(test.min)}..${String(test.max)}`;
    case 'exists':
      return '=*';
  }
}

describe('a query that is understood', () => {
  it.each([
    // nothing and everything
    ['', 'everything'],
    [' \t\n', 'everything'],
    ['*', 'everything'],
    ['* type:a', 'type=a'],
    ['* OR type:a', 'everything'],
    ['-*', 'not(everything)'],
    // fields
    ['type:state_changed', 'type=state_changed'],
    ['TYPE:State_Changed', 'type=state_changed'],
    ['type: state_changed', 'type=state_changed'],
    ['entity:light.hall', 'entity=light.hall'],
    ['domain:light', 'domain=light'],
    ['service:light.turn_on', 'service=light.turn_on'],
    ['from:off to:on', 'and(from=off, to=on)'],
    ['user:19ecb464017641749b9b547c1396c17b', 'user=19ecb464017641749b9b547c1396c17b'],
    ['context:01M7ZTX5ZP', 'context=01m7ztx5zp'],
    ['parent:00123', 'parent=00123'],
    ['origin:REMOTE', 'origin=remote'],
    ['server:Wohnung-2', 'server=wohnung-2'],
    ['server:"Main Street 1"', 'server=main street 1'],
    ['kind:gap', 'kind=gap'],
    ['recovered:yes', 'recovered=true'],
    ['alert:No', 'alert=false'],
    ['bookmarked:true', 'bookmarked=true'],
    // values
    ['to:21.5°C', 'to=21.5°c'],
    ['to:"21.5 °C"', 'to=21.5 °c'],
    ['to:20', 'to=20'],
    ['to:1e5', 'to=1e5'],
    ['to:-5', 'to=-5'],
    ['to:a:b', 'to=a:b'],
    ['to:a-b', 'to=a-b'],
    ['to:a|b', 'to=a|b'],
    ['to:-', 'to=-'],
    ['to:"-a"', 'to=-a'],
    ['to:-a', 'not(to=a)'],
    ['to:!"a b"', 'not(to=a b)'],
    ['to:-(a b)', 'not(and(to=a, to=b))'],
    ['to:ANDROID', 'to=android'],
    ['to:"AND"', 'to=and'],
    ['to:"a \\"b\\" \\\\ \\n"', 'to=a "b" \\ \\n'],
    ['to:"light.*"', 'to=light.*'],
    ['to:http://ha.local:8123/x?y', 'to~http://ha.local:8123/x?y'],
    ['entity:light.*', 'entity~light.*'],
    ['entity:binary_sensor.*leak*', 'entity~binary_sensor.*leak*'],
    ['entity:light.h?ll', 'entity~light.h?ll'],
    ['entity:*', 'entity=*'],
    ['entity:***', 'entity=*'],
    ['entity:/leak|smoke/', 'entity~/leak|smoke/'],
    ['entity:/a b (c)/', 'entity~/a b (c)/'],
    ['entity:/[/"]x\\/y/', 'entity~/[/"]x\\/y/'],
    ['entity:/x/)'.slice(0, -1), 'entity~/x/'],
    // numbers
    ['to:>20', 'to>20'],
    ['to:>=20.5', 'to>=20.5'],
    ['to:<-5', 'to<-5'],
    ['to:<=.5', 'to<=0.5'],
    ['to:> 20'.replace(' ', ''), 'to>20'],
    ['to:>1e3', 'to>1000'],
    ['to:>-0', 'to>0'],
    ['to:10..20', 'to=10..20'],
    ['to:-10..-5.5', 'to=-10..-5.5'],
    ['to:10..', 'to>=10'],
    ['to:..20', 'to<=20'],
    ['to:[10 TO 20]', 'to=10..20'],
    ['to:[ 10  to  20 ]', 'to=10..20'],
    ['to:[* TO 20]', 'to<=20'],
    ['to:[10 TO *]', 'to>=10'],
    ['to:a..b', 'to=a..b'],
    ['to:..', 'to=..'],
    // data
    ['data.x:1', 'data[x]=1'],
    ['DATA.New_State.state:ON', 'data[New_State|state]=on'],
    ['data.new_state.attributes.battery:<15', 'data[new_state|attributes|battery]<15'],
    ['data.a."b c".d:1', 'data[a|b c|d]=1'],
    ['data."a.b":1', 'data[a.b]=1'],
    ['data."q\\"q":1', 'data[q"q]=1'],
    ['data.items.0.*name*:x', 'data[items|0|*name*]=x'],
    ['data.ünï-code:x', 'data[ünï-code]=x'],
    ['data.__proto__.x:1', 'data[__proto__|x]=1'],
    ['new_state.state:on', 'data[new_state|state]=on'],
    ['old_state.attributes.x:*', 'data[old_state|attributes|x]=*'],
    ['attributes.battery:10..20', 'data[new_state|attributes|battery]=10..20'],
    ['service_data.entity_id:light.*', 'data[service_data|entity_id]~light.*'],
    // seq
    ['seq:100', 'seq(100, 100)'],
    ['seq:100..200', 'seq(100, 200)'],
    ['seq:[100 TO 200]', 'seq(100, 200)'],
    ['seq:>100', `seq(101, ${String(Number.MAX_SAFE_INTEGER)})`],
    ['seq:>=100', `seq(100, ${String(Number.MAX_SAFE_INTEGER)})`],
    ['seq:<100', 'seq(0, 99)'],
    ['seq:..100', 'seq(0, 100)'],
    // free text
    ['hall', '[hall]'],
    ['hall motion', 'and([hall], [motion])'],
    ['Zoë’s', '[zoe s]'],
    ['hall_mo', '[hall mo]'],
    ['light.hall', '[light hall]'],
    ['kitch*', '[kitch]'],
    ['and or not', 'and([and], [or], [not])'],
    ['21.5', '[21 5]'],
    ['07:00', '[07 00]'],
    ['what?', '[what]'],
    ['"hall motion"', '"hall motion"'],
    ['"Hall, motion!"', '"hall motion"'],
    ['a"b"c', 'and([a], "b", [c])'],
    // operators
    ['a AND b', 'and([a], [b])'],
    ['a && b', 'and([a], [b])'],
    ['a&&b', 'and([a], [b])'],
    ['a OR b', 'or([a], [b])'],
    ['a || b', 'or([a], [b])'],
    ['a OR b c', 'or([a], and([b], [c]))'],
    ['a b OR c', 'or(and([a], [b]), [c])'],
    ['(a OR b) c', 'and(or([a], [b]), [c])'],
    ['a (b c)', 'and([a], [b], [c])'],
    ['a OR (b OR c)', 'or([a], [b], [c])'],
    ['((a))', '[a]'],
    ['-a', 'not([a])'],
    ['!a', 'not([a])'],
    ['NOT a', 'not([a])'],
    ['NOT NOT a', 'not(not([a]))'],
    ['-type:x', 'not(type=x)'],
    ['-(a b)', 'not(and([a], [b]))'],
    ['NOT(a)', 'not([a])'],
    ['a -b', 'and([a], not([b]))'],
    ['a AND NOT b', 'and([a], not([b]))'],
    ['-"a b"', 'not("a b")'],
    ['type:a||type:b', 'or(type=a, type=b)'],
    // groups of values
    ['entity:(light.hall OR light.kitchen)', 'or(entity=light.hall, entity=light.kitchen)'],
    ['entity: (a b)', 'and(entity=a, entity=b)'],
    ['type:(a OR "b c" OR d*)', 'or(type=a, type=b c, type~d*)'],
    ['type:(NOT a)', 'not(type=a)'],
    ['type:(-a)', 'not(type=a)'],
    ['to:(-5 OR >20 OR 1..2)', 'or(to=-5, to>20, to=1..2)'],
    ['to:(/x y/ OR [1 TO 2])', 'or(to~/x y/, to=1..2)'],
    ['type:((a))', 'type=a'],
    ['-type:(a OR b) c', 'and(not(or(type=a, type=b)), [c])'],
    ['alert:(yes OR no)', 'or(alert=true, alert=false)'],
  ])('%s', (text, shown) => {
    const parsed = parseQuery(text, { now: NOW });
    expect(parsed.ok ? show(parsed.root) : parsed.error).toBe(shown);
    expect(parsed.text).toBe(text);
  });
});

describe('parseQuery', () => {
  it('never throws, and points into the text', () => {
    const anyText = fc.oneof(
      fc.string({ maxLength: 60, unit: 'binary' }),
      fc.integer().map((seed) => drawQueryText(createSeededRandom(seed))),
    );
    fc.assert(
      fc.property(anyText, (text) => {
        const parsed = parseQuery(text, { now: NOW });
        if (parsed.ok) return;
        const { from, to, message } = parsed.error;
        expect(message).not.toBe('');
        expect(0 <= from && from <= to && to <= text.length).toBe(true);
        expect(from < to || text.length === 0).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it('takes a short time for the longest text', () => {
    for (const piece of [
      '(',
      '-',
      '"',
      'a"',
      'data."',
      'a.',
      '[',
      'a:',
      'NOT ',
      '\\',
      'type:/',
      'a OR ',
      '&',
      '\u0301',
    ]) {
      const started = performance.now();
      parseQuery(piece.repeat(Math.floor(4_000 / piece.length)), { now: NOW });
      expect(performance.now() - started).toBeLessThan(250);
    }
  });
});
