import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyCompletion, completionsAt, toValueCandidate } from '../../../src/core/query/complete-query.ts';
import { createSeededRandom } from '../../../src/demo/house/seeded-random.ts';
import { drawQueryText } from '../../fuzz/generators/query-text.ts';

/** The caret is the `|` in the text. */
function at(marked: string): ReturnType<typeof completionsAt> {
  return completionsAt(marked.replace('|', ''), marked.indexOf('|'));
}

/** What is offered, in one line: `values type "sta" 5-8`, or the first inserts. */
function show(marked: string): string {
  const completion = at(marked);
  if (completion === null) return 'nothing';
  const { kind, prefix, from, to } = completion;
  const what =
    kind === 'values'
      ? completion.facet
      : completion.candidates
          .map(({ insert }) => insert)
          .slice(0, 3)
          .join(' ');
  return `${what} ${JSON.stringify(prefix)} ${String(from)}-${String(to)}`;
}

describe('completionsAt', () => {
  it.each([
    // names
    ['|', 'type: entity: area: "" 0-0'],
    ['ty|', 'type: "ty" 0-2'],
    ['TY|', 'type: "TY" 0-2'],
    ['en|tity', 'entity: "en" 0-6'],
    ['e|ntity:light', 'entity: "e" 0-7'],
    ['type:a |', 'type: entity: area: "" 7-7'],
    ['type:a s|', 'service: server: since: "s" 7-8'],
    ['-ty|', 'type: "ty" 1-3'],
    ['-|', 'type: entity: area: "" 1-1'],
    ['(ty|', 'type: "ty" 1-3'],
    ['(|', 'type: entity: area: "" 1-1'],
    ['a OR |', 'type: entity: area: "" 5-5'],
    ['|type:a', 'type: entity: area: "" 0-0'],
    ['dat|', 'data. "dat" 0-3'],
    ['att|', 'attributes.battery: attributes.unit_of_measurement: attributes.friendly_name: "att" 0-3'],
    ['class:moi|', 'moisture "moi" 6-9'],
    ['device_class:smo|', 'smoke "smo" 13-16'],
    ['data.new|', 'data.new_state.state: data.new_state.attributes. "data.new" 0-8'],
    ['attributes.b|', 'attributes.battery: "attributes.b" 0-12'],
    ['hall|', 'nothing'],
    // values
    ['type:|', 'type "" 5-5'],
    ['type: |', 'type "" 6-6'],
    ['type:sta|', 'type "sta" 5-8'],
    ['type:st|ate', 'type "st" 5-10'],
    ['type:|state', 'type "" 5-10'],
    ['type:"my e|', 'type "my e" 5-10'],
    ['type:"my| e"', 'type "my" 5-11'],
    ['-entity:light.|', 'entity "light." 8-14'],
    ['entity:(light.hall OR li|', 'entity "li" 22-24'],
    ['entity:(light.hall OR |', 'entity "" 22-22'],
    ['entity:(|)', 'entity "" 8-8'],
    ['entity:(a OR (b OR c|))', 'entity "c" 19-20'],
    ['entity:(a) t|', 'type: to: "t" 11-12'],
    ['type:-st|', 'type "st" 6-8'],
    ['type:-|', 'type "" 6-6'],
    ['type:(a OR -s|)', 'type "s" 12-13'],
    ['server:H|', 'server "H" 7-8'],
    ['kind:|', 'event gap server "" 5-5'],
    ['kind:g|', 'gap "g" 5-6'],
    ['origin:|', 'local remote "" 7-7'],
    ['alert:|', 'yes no "" 6-6'],
    ['alert:y|', 'yes "y" 6-7'],
    ['alert:yes|', 'nothing'],
    ['since:|', '10m 1h 12h "" 6-6'],
    ['since:1|', '10m 1h 12h "1" 6-7'],
    ['since:t|', 'today "t" 6-7'],
    ['at:|', 'today yesterday "" 3-3'],
    ['at:Y|', 'yesterday "Y" 3-4'],
    // where nothing can be offered
    ['to:>2|', 'nothing'],
    ['to:/a|/', 'nothing'],
    ['to:[1 |TO 2]', 'nothing'],
    ['at:0|', 'nothing'],
    ['seq:1|', 'nothing'],
    ['data.x:a|', 'nothing'],
    ['context:0|', 'nothing'],
    ['"a b|"', 'nothing'],
    ['nope:a|', 'nothing'],
    ['nope:|', 'nothing'],
  ])('%s', (marked, shown) => {
    expect(show(marked)).toBe(shown);
  });

  it('says what each field is', () => {
    const completion = at('|');
    if (completion?.kind !== 'candidates') throw new Error('no fields');
    expect(completion.candidates.every(({ words }) => words.length > 5)).toBe(true);
    expect(completion.candidates.map(({ insert }) => insert)).toContain('data.');
  });

  it('takes any text and any caret', () => {
    fc.assert(
      fc.property(fc.integer(), fc.nat({ max: 60 }), (seed, place) => {
        const text = drawQueryText(createSeededRandom(seed));
        const caret = place % (text.length + 1);
        const completion = completionsAt(text, caret);
        if (completion === null) return;
        const { from, to } = completion;
        expect(0 <= from && from <= caret && caret <= to && to <= text.length).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('applyCompletion', () => {
  it.each([
    ['ty| light', 'type:', 'type:| light'],
    ['entity:li|', 'light.hall', 'entity:light.hall |'],
    ['entity:li| to:on', 'light.hall', 'entity:light.hall| to:on'],
    ['entity:(a OR b|)', 'light.hall', 'entity:(a OR light.hall|)'],
    ['to:not|', 'not home', 'to:"not home" |'],
    ['to:"not|', 'not home', 'to:"not home" |'],
    ['type:st|ate to:on', 'state_changed', 'type:state_changed| to:on'],
  ])('%s with %s', (marked, insert, wanted) => {
    const completion = at(marked);
    if (completion === null) throw new Error('nothing to complete');
    const candidate = insert.endsWith(':') ? { insert, words: '', isWhole: false } : toValueCandidate(insert);
    const { text, caret } = applyCompletion(marked.replace('|', ''), completion, candidate);
    expect(`${text.slice(0, caret)}|${text.slice(caret)}`).toBe(wanted);
  });
});
