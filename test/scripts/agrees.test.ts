import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { agrees } from '../../scripts/terminal/agrees.mjs';

function terminalThatSays(line: string, isTTY = true): Parameters<typeof agrees>[1] {
  const input = Object.assign(new PassThrough(), { isTTY });
  input.write(`${line}\n`);
  return { input, output: Object.assign(new PassThrough(), { isTTY }) };
}

describe('a question at the terminal', () => {
  it.each([
    ['y', true],
    [' Yes ', true],
    ['', false],
    ['n', false],
    ['yellow', false],
  ])('takes %j for %j', async (line, expected) => {
    expect(await agrees('Install?', terminalThatSays(line))).toBe(expected);
  });

  it('is not asked where there is no terminal', async () => {
    expect(await agrees('Install?', terminalThatSays('y', false))).toBe(false);
  });
});
