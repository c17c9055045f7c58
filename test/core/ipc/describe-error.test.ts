import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DESCRIBED_ERROR, describeError } from '../../../src/core/ipc/describe-error.ts';

describe('describeError', () => {
  it('leaves a message of several lines out as well', () => {
    const error = new Error('first secret\nsecond secret\n    at home, secret');
    expect(describeError(error)).not.toContain('secret');
  });

  it('says what it is called and where it arose', () => {
    expect(describeError(new TypeError('no'))).toMatch(
      /^error=TypeError \| at \S.*describe-error\.test\.ts:\d+/,
    );
  });

  it.each([
    ['a string', 'Bearer abc.def', 'thrown=string'],
    ['nothing', undefined, 'thrown=undefined'],
    ['an error without places', Object.assign(new Error('no'), { stack: '' }), 'error=Error'],
    ['a name that is a text', Object.assign(new Error('no'), { name: 'a b', stack: '' }), 'error=?'],
    [
      'a place in a page',
      Object.assign(new Error('no'), { stack: 'Error: no\n    at new Row (app://porchlight/app.js:12:3)' }),
      'error=Error | at new Row (app.js:12:3)',
    ],
  ])('%s', (_name, error, expected) => {
    expect(describeError(error)).toBe(expected);
  });

  it('always makes what is taken for a description', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.array(fc.string()), (name, message, places) => {
        const error = new Error(message);
        error.name = name;
        error.stack = [message, ...places.map((place) => `    at ${place}`)].join('\n');
        expect(describeError(error)).toMatch(DESCRIBED_ERROR);
      }),
    );
  });
});
