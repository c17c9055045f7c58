import { describe, expect, it } from 'vitest';
import { labelOnChange, toStoredJsonLine, toStoredLine } from '../../src/cli/stored-line.ts';
import { toLayout } from '../../src/cli/human-line.ts';
import { toStored, toStoredRow } from '../core/export/fake-search.ts';
import { haEvent, stateChanged } from '../support/event-builders.ts';

const plain = (_style: unknown, text: string): string => text;
const name = (): string => 'Home';
const layout = toLayout(undefined);

describe('toStoredJsonLine', () => {
  it('has an event as sent, to the digit, on one line', () => {
    const raw = '{"event_type":"x","data":{"n":12345678901234567890},\n"origin":"","time_fired":""}';
    const stored = { ...toStored(7, haEvent('x'), { recovered: true }), raw };
    expect(toStoredJsonLine(stored, name)).toBe(
      `{"kind":"event","at":"2026-11-21T19:56:35.007Z","server":"Home","seq":7,"recovered":true,"event":${raw.replace('\n', ' ')}}`,
    );
  });

  it.each([
    [toStoredRow(1, { kind: 'gap', text: 'Disconnected' }), { kind: 'gap', text: 'Disconnected' }],
    [toStoredRow(1, { kind: 'server', text: 'Connected' }), { kind: 'note', text: 'Connected' }],
    [toStoredRow(1, { kind: 'unparsed', text: '<o' }, '<oops>'), { kind: 'unparsed', text: '<oops>' }],
  ])('%#', (stored, line) => {
    expect(JSON.parse(toStoredJsonLine(stored, name))).toEqual({
      at: '2026-11-21T19:56:35.001Z',
      server: 'Home',
      seq: 1,
      ...line,
    });
  });
});

describe('labelOnChange', () => {
  it('is a short tag where the server changes', () => {
    const label = labelOnChange((id) => (id === 'a' ? 'Home' : 'Cabin at the lake'));
    expect(['a', 'a', 'b', 'b', 'a'].map(label)).toEqual(['Home', null, 'Cabin at th…', null, 'Home']);
  });

  it('is not used up by a line that shows none', () => {
    const label = labelOnChange(() => 'Home');
    toStoredLine(toStoredRow(1, { kind: 'unparsed', text: '<o' }, '<oops>'), layout, plain, label);
    expect(label('a')).toBe('Home');
  });
});

describe('toStoredLine', () => {
  it('is what tail prints, with the server where there are several', () => {
    const stored = toStored(1, stateChanged('light.hall', 'off', 'on'));
    expect(toStoredLine(stored, layout, plain, () => null)).toMatch(
      /state_changed +light\.hall +Hall turned on/,
    );
    expect(toStoredLine(stored, layout, plain, () => 'Cabin')).toMatch(/ \[Cabin\]$/);
  });

  it.each([
    [toStoredRow(1, { kind: 'gap', text: 'Disconnected' }), '≈  gap  Disconnected'],
    [toStoredRow(1, { kind: 'server', text: 'Connected' }), '·  server  Connected'],
    [toStoredRow(1, { kind: 'unparsed', text: '<o' }, '<oops>\u001b[31m'), '?  unparsed  <oops>'],
    [toStoredRow(1, { kind: 'unparsed', text: 'An event of 5 MB' }), '!  too large  An event of 5 MB'],
  ])('%#', (stored, words) => {
    expect(toStoredLine(stored, layout, plain, () => null).slice(13)).toBe(words);
  });
});
