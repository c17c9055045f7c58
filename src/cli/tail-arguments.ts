import { parseBaseUrl } from '../core/servers/base-url.ts';
import { credentialKindSchema } from '../core/servers/profile.ts';
import type { ArgumentContext, Environment, TailOptions, TailTarget } from './command.ts';
import { parseKnownFolder } from './history-arguments.ts';
import { parseCount, parseQueryOption, parseSeconds, parseTypes } from './option-values.ts';
import { parseRouteOptions, ROUTE_OPTIONS, type RouteOptionName } from './route-options.ts';
import { holdsSecret, SECRET_IN_ARGUMENT } from './secret-in-argument.ts';
import { parseSecretSource } from './read-secret.ts';
import type { Flags, Texts } from './sort-words.ts';
import { UsageProblem } from './exit-code.ts';

/** Understands the options of `porchlight tail`. @throws UsageProblem */
export function parseTail(flags: Flags, texts: Texts, context: ArgumentContext): TailOptions {
  const { env, now } = context;
  const rules = texts.get('rules');
  if (rules !== undefined && texts.has('query')) {
    throw new UsageProblem('--query picks events, and --rules prints alerts instead. Leave out one.');
  }
  if (rules === undefined && texts.has('data-folder')) {
    throw new UsageProblem(
      '--data-folder says where the rules of the app are. Add --rules, or leave it out.',
    );
  }
  return {
    types: parseTypes(texts.get('types')),
    root: parseQueryOption(texts.get('query') ?? '', now),
    maxEvents: parseCount('--max-events', texts.get('max-events'), 1, Number.MAX_SAFE_INTEGER),
    forMs: parseSeconds('--for', texts.get('for')),
    target: flags.has('demo') ? parseDemo(flags, texts) : parseServer(flags, texts, env),
    json: flags.has('json'),
    rules:
      rules === undefined
        ? null
        : { path: rules === '' ? null : rules, folder: parseKnownFolder(texts, context) },
  };
}

function parseDemo(flags: Flags, texts: Texts): TailTarget {
  if (texts.has('server') || texts.has('auth') || flags.has('token-stdin')) {
    throw new UsageProblem(
      '--demo brings its own server. Leave out --server, --auth and --token-stdin, or leave out --demo.',
    );
  }
  const onTheWay = Object.keys(ROUTE_OPTIONS).find((name) => texts.has(name as RouteOptionName));
  if (onTheWay !== undefined) {
    throw new UsageProblem(
      `--demo runs on this computer, so --${onTheWay} has no use. Leave out one of them.`,
    );
  }
  return {
    kind: 'demo',
    eventsPerSecond: parseCount('--demo-rate', texts.get('demo-rate'), 1, 10_000),
    seed: parseCount('--demo-seed', texts.get('demo-seed'), 0, 0xffff_ffff),
  };
}

function parseServer(flags: Flags, texts: Texts, env: Environment): TailTarget {
  if (texts.has('demo-rate') || texts.has('demo-seed')) {
    throw new UsageProblem(
      '--demo-rate and --demo-seed are about the demo home. Add --demo, or leave them out.',
    );
  }
  const fromOption = texts.get('server');
  const input = fromOption ?? env['HASS_SERVER'];
  if (input === undefined || (fromOption === undefined && input.trim() === '')) {
    throw new UsageProblem('Say which Home Assistant to follow with --server or HASS_SERVER, or try --demo.');
  }
  const where = fromOption === undefined ? 'HASS_SERVER' : '--server';
  if (holdsSecret(input)) throw new UsageProblem(`${where} holds a secret. ${SECRET_IN_ARGUMENT}`);
  const url = parseBaseUrl(input);
  if (!url.ok) throw new UsageProblem(`${where}: ${url.message}`);
  const auth = credentialKindSchema.exclude(['sign-in']).optional().safeParse(texts.get('auth'));
  if (!auth.success) throw new UsageProblem('--auth is one of bearer, password, query and none.');
  const { baseUrl, insecure } = url;
  const secret = parseSecretSource(auth.data ?? null, flags.has('token-stdin'), env);
  return { kind: 'server', baseUrl, insecure, secret, route: parseRouteOptions(texts, baseUrl, env) };
}
