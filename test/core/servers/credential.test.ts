import { describe, expect, it } from 'vitest';
import { describeCredentialProblem, parseCredential } from '../../../src/core/servers/credential.ts';

describe('parseCredential', () => {
  it('trims what a paste brings along', () => {
    expect(parseCredential('bearer', '  abc.def \r\n')).toEqual({
      ok: true,
      credential: { kind: 'bearer', secret: 'abc.def' },
    });
  });

  it.each([
    ['bearer', '', 'empty'],
    ['bearer', ' \n ', 'empty'],
    ['bearer', 'two\nlines', 'control-characters'],
    ['bearer', 'nul\u0000inside', 'control-characters'],
    ['password', 'escape\u001b[2J', 'control-characters'],
    ['password', 'пароль', 'not-latin-1'],
    ['bearer', 'x'.repeat(100_000), 'too-long'],
  ] as const)('%s %j is refused: %s', (kind, input, problem) => {
    expect(parseCredential(kind, input)).toEqual({ ok: false, problem });
  });

  it('lets a query password be anything that percent-encoding can carry', () => {
    expect(parseCredential('query', 'пароль')).toMatchObject({ ok: true });
  });

  it('needs no secret for an open server', () => {
    expect(parseCredential('none', 'ignored')).toEqual({ ok: true, credential: { kind: 'none' } });
  });

  it('says what is wrong without saying the secret', () => {
    for (const problem of ['empty', 'too-long', 'control-characters', 'not-latin-1'] as const) {
      expect(describeCredentialProblem(problem, 'bearer')).toMatch(/\.$/);
    }
  });
});
