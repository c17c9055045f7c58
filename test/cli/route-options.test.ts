import { describe, expect, it } from 'vitest';
import { parseArguments } from '../../src/cli/parse-arguments.ts';
import type { Command, RouteOptions } from '../../src/cli/command.ts';
import { usageProblemOf } from './support/usage-problem.ts';

const PIN = 'a1'.repeat(32);
const HOME = ['tail', '--auth', 'none', '--server', 'https://home.example'];

function parse(argv: readonly string[], env: Record<string, string> = {}): RouteOptions | string {
  let command: Command | null = null as Command | null;
  const problem = usageProblemOf(() => {
    command = parseArguments(argv, { env, now: 0, platform: 'linux' });
  });
  if (command === null) return problem;
  if (command.kind !== 'tail' || command.options.target.kind !== 'server') return 'not a server';
  return command.options.target.route;
}

describe('the way to a server', () => {
  const NONE = { pin: null, caFile: null, clientCertificate: null };
  it.each<[string[], RouteOptions]>([
    [[], { files: NONE, proxy: { kind: 'system' } }],
    [
      ['--tls-fingerprint', PIN.toUpperCase().replace(/..\B/g, '$&:')],
      { files: { ...NONE, pin: PIN }, proxy: { kind: 'system' } },
    ],
    [['--ca', 'home.pem'], { files: { ...NONE, caFile: 'home.pem' }, proxy: { kind: 'system' } }],
    [
      ['--client-cert', 'me.crt', '--client-key', 'me.key'],
      {
        files: {
          ...NONE,
          clientCertificate: { kind: 'pem', certificateFile: 'me.crt', keyFile: 'me.key' },
        },
        proxy: { kind: 'system' },
      },
    ],
    [
      ['--client-cert', 'both.pem'],
      {
        files: {
          ...NONE,
          clientCertificate: { kind: 'pem', certificateFile: 'both.pem', keyFile: 'both.pem' },
        },
        proxy: { kind: 'system' },
      },
    ],
    [
      ['--client-cert', 'me.P12'],
      {
        files: { ...NONE, clientCertificate: { kind: 'pkcs12', archiveFile: 'me.P12' } },
        proxy: { kind: 'system' },
      },
    ],
    [['--proxy', 'none'], { files: NONE, proxy: { kind: 'none' } }],
    [
      ['--proxy', 'proxy.example:3128'],
      { files: NONE, proxy: { kind: 'url', url: 'http://proxy.example:3128' } },
    ],
    [['--proxy', 'socks5h://[::1]'], { files: NONE, proxy: { kind: 'url', url: 'socks5://[::1]:1080' } }],
  ])('%j', (argv, route) => {
    expect(parse([...HOME, ...argv])).toEqual(route);
  });

  it.each<[string[], RegExp, Record<string, string>?]>([
    [[...HOME, '--tls-fingerprint', 'a1'.repeat(20)], /SHA-256.*64/],
    [[...HOME, '--client-key', 'me.key'], /--client-cert/],
    [['tail', '--auth', 'none', '--server', 'home', '--ca', 'x'], /http:\/\/.*https:\/\//],
    [[...HOME, '--proxy', 'ftp://a:1'], /--proxy: .*socks5/],
    [[...HOME, '--proxy', 'http://ann:hunter2@proxy:3128'], /user name and password.*HTTPS_PROXY/],
    [['tail', '--demo', '--proxy', 'none'], /--demo.*--proxy/],
    [HOME, /HTTPS_PROXY/, { HTTPS_PROXY: 'no proxy at all' }],
  ])('%j is refused in a sentence', (argv, problem, env) => {
    const said = parse(argv, env);
    expect(said).toMatch(problem);
    expect(said).not.toContain('hunter2');
  });
});
