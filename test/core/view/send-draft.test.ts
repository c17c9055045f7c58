import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeSend } from '../../../src/core/view/describe-send.ts';
import { findJsonProblem, placeOf } from '../../../src/core/view/json-problem.ts';
import { parseDraft, toDraft } from '../../../src/core/view/send-draft.ts';
import { haEvent, stateChanged } from '../../support/event-builders.ts';

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe('what is wrong with a JSON text', () => {
  it.each([
    ['{"a": 1,}', 8, 'Remove the comma before }.'],
    ['{"a" 1}', 5, 'A colon is missing after the name.'],
    ["{'a': 1}", 1, 'A name in double quotes is missing here.'],
    ['{"a": on}', 6, 'A text needs double quotes.'],
    ['{"a": \'on\'}', 6, 'JSON wants double quotes.'],
    ['{"a": 01}', 6, 'This is not a number of JSON.'],
    ['{"a": 1 "b": 2}', 8, 'A comma or } is missing here.'],
    ['{"a": [1', 6, 'A ] is missing at the end.'],
    ['{"a": "x', 6, 'This text has no closing quote.'],
    ['{"a": "C:\\x"}', 9, 'A backslash has to be written twice.'],
    ['{"a": "x\ny"}', 8, 'A text can not hold a line break or tab. Write \\n or \\t.'],
    ['{} x', 3, 'There is something after the end.'],
    ['{"a": }', 6, 'A value is missing here.'],
    ['{"a":', 5, 'A value is missing at the end.'],
    ['['.repeat(99), 65, 'This is nested too deeply.'],
  ])('%j', (text, at, message) => {
    expect(findJsonProblem(text)).toEqual({ at, message });
  });

  it('is found exactly where the engine finds something', () => {
    const piece = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"',
      '"a"',
      ' ',
      '\n',
      '1',
      '-',
      '.5',
      'e3',
      'true',
      'null',
      '\\',
      'x',
    );
    const nearly = fc.oneof(
      fc.array(piece, { maxLength: 12 }).map((parts) => parts.join('')),
      fc.json(),
      fc.string(),
    );
    fc.assert(
      fc.property(nearly, (text) => {
        expect(findJsonProblem(text) === null).toBe(isJson(text));
      }),
      { numRuns: 3_000 },
    );
  });

  it('is told by line and column', () => {
    expect(placeOf('{\n  "a": x', 9)).toEqual({ line: 2, column: 8 });
  });
});

describe('a draft', () => {
  it('becomes a path and a body', () => {
    expect(parseDraft({ kind: 'action', name: 'light.turn_on', data: ' ' })).toMatchObject({
      ok: true,
      draft: { path: '/api/services/light/turn_on', body: '{}' },
    });
    expect(parseDraft({ kind: 'event', name: 'shelly.click ü', data: '' })).toMatchObject({ ok: false });
    expect(parseDraft({ kind: 'event', name: 'zoë?#%', data: '{"a":1}' })).toMatchObject({
      ok: true,
      draft: { path: '/api/events/zo%C3%AB%3F%23%25', body: '{"a":1}' },
    });
  });

  it.each(['..', '.', 'a/b', '', ' ', 'a b', 'x'.repeat(65), '\ud800', 'a\u0000'])(
    'is refused with the event type %j',
    (name) => {
      expect(parseDraft({ kind: 'event', name, data: '' })).toMatchObject({
        ok: false,
        problem: { field: 'name' },
      });
    },
  );

  it.each(['light', 'light.', 'Light.turn_on', 'a.b.c', '../x.y', ''])(
    'is refused with the action %j',
    (name) => {
      expect(parseDraft({ kind: 'action', name, data: '' })).toMatchObject({
        ok: false,
        problem: { field: 'name' },
      });
    },
  );

  it('always leads below the API, whatever a name is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.constantFrom('event', 'action'), (name, kind) => {
        const parsed = parseDraft({ kind, name, data: '' });
        if (!parsed.ok) return;
        const { pathname, search, hash } = new URL(`http://ha.local${parsed.draft.path}`);
        expect(pathname).toMatch(/^\/api\/(?:events\/[^/]+|services\/[^/]+\/[^/]+)$/);
        expect(search + hash).toBe('');
      }),
    );
  });

  it('says where its data is wrong, and asks for what was redacted', () => {
    expect(parseDraft({ kind: 'event', name: 'x', data: '{\n "a": on}' })).toEqual({
      ok: false,
      problem: { field: 'data', message: 'Line 2, column 7: A text needs double quotes.', at: 8 },
    });
    expect(parseDraft({ kind: 'event', name: 'x', data: '{"code": "[redacted]"}' })).toMatchObject({
      problem: {
        message: 'Line 1, column 11: a secret was taken out here before the event was kept. Type it in.',
      },
    });
  });

  it('is made of an event, but not of a state', () => {
    const call = haEvent('call_service', {
      domain: 'light',
      service: 'turn_on',
      service_data: { brightness: 1 },
      target: { entity_id: ['light.hall'] },
    });
    expect(toDraft(call, 'home')).toEqual({
      serverId: 'home',
      kind: 'action',
      name: 'light.turn_on',
      data: '{\n  "brightness": 1,\n  "entity_id": [\n    "light.hall"\n  ]\n}',
    });
    expect(toDraft(haEvent('my_event'), 'home')).toEqual({
      serverId: 'home',
      kind: 'event',
      name: 'my_event',
      data: '',
    });
    expect(toDraft(stateChanged('light.hall', 'off', 'on'), 'home')).toBe(null);
  });
});

describe('what will happen, in words', () => {
  it.each([
    ['light.turn_on', { entity_id: 'light.hall' }, 'This turns on light.hall in Home.'],
    ['light.turn_off', { entity_id: ['light.a', 'light.b'] }, 'This turns off light.a and light.b in Home.'],
    ['light.turn_off', { entity_id: 'all' }, 'This turns off everything of its kind in Home.'],
    ['light.turn_on', { area_id: 'living_room' }, 'This turns on area Living room in Home.'],
    ['lock.unlock', { target: { device_id: ['x', 'y'] } }, 'This unlocks 2 devices in Home.'],
    ['light.turn_on', {}, 'This calls the action light.turn_on in Home.'],
    ['notify.phone', { message: 'x' }, 'This calls the action notify.phone in Home.'],
  ])('%s with %j', (name, data, words) => {
    expect(describeSend({ kind: 'action', name }, data, 'Home')).toBe(words);
  });

  it('warns of what hits the whole home, and of events that Home Assistant fires itself', () => {
    expect(describeSend({ kind: 'action', name: 'homeassistant.stop' }, {}, 'Home')).toContain(
      'until somebody starts it',
    );
    expect(describeSend({ kind: 'event', name: 'my_event' }, {}, 'Home')).toBe(
      'This fires the event my_event in Home. Automations that wait for it will run.',
    );
    expect(describeSend({ kind: 'event', name: 'state_changed' }, {}, 'Home')).toContain(
      'no state changes by it',
    );
  });
});
