import { describe, expect, it } from 'vitest';
import { TEMPLATE_NAMES } from '../../../src/core/rules/template.ts';
import { completeTemplate, takeName } from '../../../src/core/rules/template-completion.ts';

/** A text with its caret as `|`. */
function at(marked: string): { readonly text: string; readonly caret: number } {
  const caret = marked.indexOf('^');
  return { text: marked.replace('^', ''), caret };
}

function namesAt(marked: string, isAsked = false): readonly string[] | null {
  const { text, caret } = at(marked);
  return completeTemplate(text, caret, isAsked)?.names.map(([name]) => name) ?? null;
}

/** The text after the first name was taken. */
function take(marked: string): string | null {
  const { text, caret } = at(marked);
  const found = completeTemplate(text, caret, false);
  const [first] = found?.names ?? [];
  if (found === null || first === undefined) return null;
  const taken = takeName(text, found, first[0]);
  return `${taken.text.slice(0, taken.caret)}^${taken.text.slice(taken.caret)}`;
}

describe('completeTemplate', () => {
  it.each([
    ['{{ro^', ['room', 'floor']],
    ['{{ ro^', ['room', 'floor']],
    ['a {{since}} {{serv^', ['server']],
    ['{{who^', ['by']],
    ['{{xyz^', []],
    ['{{data.x^', []],
    ['{{name}}^', null],
    ['{{by|some^', null],
    ['plain^', null],
    ['^{{name}}', null],
  ])('%s offers %j', (marked, names) => {
    expect(namesAt(marked)?.slice(0, 2) ?? null).toEqual(names);
  });

  it('offers all where that is asked for', () => {
    expect(namesAt('plain ^', true)).toHaveLength(TEMPLATE_NAMES.length);
  });
});

describe('takeName', () => {
  it.each([
    ['{{na^', '{{name}}^'],
    ['a {{na^me}} b', 'a {{name}}^ b'],
    ['a {{ na^', 'a {{name}}^'],
    ['{{na^ b', '{{name}}^ b'],
    ['{{attr^', '{{attribute.^}}'],
  ])('%s becomes %s', (marked, taken) => {
    expect(take(marked)).toBe(taken);
  });
});
