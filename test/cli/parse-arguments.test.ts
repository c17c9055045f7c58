import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ArgumentContext, Environment, TailOptions } from '../../src/cli/command.ts';
import { parseArguments } from '../../src/cli/parse-arguments.ts';
import { usageProblemOf } from './support/usage-problem.ts';

const TOKEN = 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJhYmMifQ.c2lnbmF0dXJl';
const env: Environment = { HASS_TOKEN: TOKEN };

function contextOf(from: Environment): ArgumentContext {
  return { env: from, now: Date.UTC(2026, 10, 21, 12), platform: 'linux' };
}

function parseTail(argv: readonly string[], from: Environment = env): TailOptions {
  const command = parseArguments(['tail', ...argv], contextOf(from));
  if (command.kind !== 'tail') throw new Error(command.kind);
  return command.options;
}

function problemOf(argv: readonly string[], from: Environment = env): string {
  return usageProblemOf(() => parseArguments(argv, contextOf(from)));
}

describe('commands', () => {
  it.each([
    { argv: [], kind: 'help', length: 'short' },
    { argv: ['--help'], kind: 'help', length: 'full' },
    { argv: ['-h'], kind: 'help', length: 'full' },
    { argv: ['help'], kind: 'help', length: 'full' },
    { argv: ['tail', '--help'], kind: 'help', length: 'full' },
    { argv: ['tail', '--server', 'x', '--help'], kind: 'help', length: 'full' },
    { argv: ['--version'], kind: 'version' },
    { argv: ['-V'], kind: 'version' },
  ])('$argv', ({ argv, ...command }) => {
    expect(parseArguments(argv, contextOf({}))).toEqual(command);
  });
});

describe('tail', () => {
  it('takes the address and the token from the environment', () => {
    expect(parseTail([], { HASS_SERVER: 'homeassistant.local', HASS_TOKEN: TOKEN })).toEqual({
      target: {
        kind: 'server',
        baseUrl: 'http://homeassistant.local:8123',
        insecure: false,
        secret: { kind: 'environment', credentialKind: 'bearer', variable: 'HASS_TOKEN' },
        route: {
          files: { pin: null, caFile: null, clientCertificate: null },
          proxy: { kind: 'system' },
        },
      },
      types: [],
      json: false,
      maxEvents: null,
      root: { kind: 'everything' },
      rules: null,
      forMs: null,
    });
  });

  it('prefers --server to HASS_SERVER, and takes every option', () => {
    const argv = [
      '--server',
      'https://a.example/ha/',
      '--json',
      '--types',
      ' a, b,,a',
      '--max-events',
      '3',
      '--for',
      '1.5',
    ];
    expect(parseTail(argv, { HASS_SERVER: 'http://b', HASS_TOKEN: TOKEN })).toMatchObject({
      target: { baseUrl: 'https://a.example/ha' },
      types: ['a', 'b'],
      json: true,
      maxEvents: 3,
      forMs: 1500,
    });
  });

  it('says when a secret would travel readable', () => {
    expect(parseTail(['--server', 'http://home.example']).target).toMatchObject({ insecure: true });
  });

  it.each([
    { argv: ['--demo'], target: { kind: 'demo', eventsPerSecond: null, seed: null } },
    {
      argv: ['--demo', '--demo-rate=50', '--demo-seed', '7'],
      target: { kind: 'demo', eventsPerSecond: 50, seed: 7 },
    },
  ])('$argv', ({ argv, target }) => {
    expect(parseTail(argv, { HASS_SERVER: 'http://a', HASS_TOKEN: TOKEN }).target).toEqual(target);
  });

  it.each([
    { argv: [], from: { HASS_TOKEN: 't' }, secret: ['environment', 'bearer'] },
    { argv: [], from: { HASS_API_PASSWORD: 'p' }, secret: ['environment', 'password'] },
    { argv: [], from: { HASS_TOKEN: ' ', HASS_API_PASSWORD: 'p' }, secret: ['environment', 'password'] },
    {
      argv: ['--auth', 'query'],
      from: { HASS_TOKEN: 't', HASS_API_PASSWORD: 'p' },
      secret: ['environment', 'query'],
    },
    {
      argv: ['--auth', 'bearer'],
      from: { HASS_TOKEN: 't', HASS_API_PASSWORD: 'p' },
      secret: ['environment', 'bearer'],
    },
    { argv: ['--auth', 'none'], from: { HASS_TOKEN: 't' }, secret: ['none', undefined] },
    { argv: ['--token-stdin'], from: { HASS_API_PASSWORD: 'p' }, secret: ['stdin', 'bearer'] },
    { argv: ['--token-stdin', '--auth', 'password'], from: {}, secret: ['stdin', 'password'] },
  ])('$argv with $from', ({ argv, from, secret: [kind, credentialKind] }) => {
    const { target } = parseTail(['--server', 'a', ...argv], from);
    expect(target).toMatchObject({
      secret: credentialKind === undefined ? { kind } : { kind, credentialKind },
    });
  });
});

describe('usage problems', () => {
  const server = ['tail', '--server', 'http://a'];
  it.each([
    { argv: ['--json'], says: 'command is missing' },
    { argv: ['tial'], says: 'tail, history, export, rules, settings and diagnostics' },
    { argv: ['tail', 'http://a'], says: '--server' },
    { argv: ['tail'], says: 'HASS_SERVER' },
    { argv: ['tail'], from: { HASS_SERVER: ' ' }, says: 'HASS_SERVER' },
    { argv: ['tail', '--server', ''], says: 'empty' },
    { argv: ['tail', '--server', 'ftp://a'], says: 'ftp://' },
    { argv: ['tail', '--server'], says: '--server needs a value' },
    { argv: ['tail', '--server', '--json'], says: '--server needs a value' },
    { argv: ['tail'], from: { HASS_SERVER: 'a b' }, says: 'HASS_SERVER: ' },
    { argv: server, from: {}, says: 'HASS_TOKEN' },
    { argv: server, from: { HASS_TOKEN: 'a', HASS_API_PASSWORD: 'b' }, says: '--auth bearer' },
    { argv: [...server, '--auth', 'basic'], says: 'bearer, password, query and none' },
    { argv: [...server, '--auth', 'password'], says: 'HASS_API_PASSWORD is not set' },
    { argv: [...server, '--auth', 'bearer'], from: {}, says: 'HASS_TOKEN is not set' },
    { argv: [...server, '--auth', 'none', '--token-stdin'], says: 'Leave out one' },
    { argv: [...server, '--max-events', '0'], says: '--max-events needs a whole number' },
    { argv: [...server, '--max-events', '1e3'], says: '--max-events needs a whole number' },
    { argv: [...server, '--for', '-1'], says: '--for' },
    { argv: [...server, '--for=-1'], says: 'seconds above 0' },
    { argv: [...server, '--for', '99999999'], says: 'at most' },
    { argv: [...server, '--types', ','], says: 'state_changed,call_service' },
    { argv: [...server, '--types', 'state_*'], says: 'wildcards' },
    { argv: [...server, '--types', 'a b'], says: 'wildcards' },
    { argv: [...server, '--json=yes'], says: '--json takes no value' },
    { argv: [...server, '--json', '--json'], says: 'twice' },
    { argv: [...server, '--colour'], says: '--colour does not exist' },
    { argv: [...server, '-x'], says: '-x does not exist' },
    { argv: [...server, '--limit', '3'], says: '--limit is no option of porchlight tail' },
    { argv: [...server, '--demo'], says: '--demo brings its own server' },
    { argv: [...server, '--demo-rate', '3'], says: 'Add --demo' },
    { argv: ['tail', '--demo', '--demo-rate', '0'], says: 'from 1 to 10000' },
    { argv: ['tail', '--demo', '--demo-seed', 'x'], says: '--demo-seed needs a whole number' },
  ])('$argv', ({ argv, from, says }) => {
    expect(problemOf(argv, from)).toContain(says);
  });
});

describe('secrets as arguments', () => {
  const server = ['tail', '--server', 'http://a'];
  it.each([
    [[...server, '--token', 'hunter2']],
    [[...server, '--token=hunter2']],
    [[...server, '--password', 'hunter2']],
    [[...server, '--api-password', 'hunter2']],
    [[...server, '--hass-token', 'hunter2']],
    [[...server, '--access-token=hunter2']],
    [[...server, TOKEN]],
    [[...server, '--types', TOKEN]],
    [[...server, `--${TOKEN}`]],
    [['tail', '--server', TOKEN]],
    [['tail', '--server', 'http://a/?api_password=hunter2']],
    [[TOKEN]],
  ])('%j is refused with the reason', (argv) => {
    const problem = problemOf(argv);
    expect(problem).toContain('never taken as an argument');
    expect(problem).not.toContain('hunter2');
    expect(problem).not.toContain('eyJ');
  });

  it('is not repeated in any problem, wherever it stands', () => {
    const word = fc.constantFrom<string>(
      'tail',
      '--server',
      '--auth',
      '--types',
      '--for',
      '--demo',
      '--json',
      'http://a',
      '-x',
    );
    const secret = 'S3cretWord-with-9-digits';
    fc.assert(
      fc.property(
        fc.array(word, { maxLength: 6 }),
        fc.nat(6),
        fc.constantFrom('', '--', '--x=', 'http://u:'),
        (words, at, before) => {
          const argv = words.toSpliced(at, 0, `${before}${secret}${before === 'http://u:' ? '@a' : ''}`);
          expect(problemOf(argv)).not.toContain(secret);
        },
      ),
    );
  });

  it('refuses in words only, and never copies the value of a variable', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), fc.boolean(), (argv, lead) => {
        const from = contextOf({ HASS_TOKEN: 'tok3n', HASS_SERVER: 'http://a' });
        let command: unknown = null;
        const problem = usageProblemOf(() => {
          command = parseArguments(lead ? ['tail', ...argv] : argv, from);
        });
        expect(JSON.stringify([command, problem])).not.toContain('tok3n');
      }),
    );
  });
});
