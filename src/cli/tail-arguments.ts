import { parseBaseUrl } from '../core/servers/base-url.ts';
import { credentialKindSchema } from '../core/servers/profile.ts';
import type { CredentialKind } from '../core/servers/credential.ts';
import {
  refuseUsage,
  type ArgumentContext,
  type Environment,
  type TailOptions,
  type TailTarget,
  type UsageProblem,
} from './command.ts';
import { parseCount, parseSeconds, parseTypes } from './option-values.ts';
import { parseQueryOption } from './query-option.ts';
import { parseRouteOptions, ROUTE_OPTIONS, type RouteOptionName } from './route-options.ts';
import { holdsSecret, SECRET_IN_ARGUMENT } from './secret-in-argument.ts';
import { parseSecretSource } from './secret-source.ts';
import type { Flags, Texts } from './sort-words.ts';

export type ParsedTail = { readonly ok: true; readonly options: TailOptions } | UsageProblem;

/** Understands the options of `porchlight tail`. */
export function parseTail(flags: Flags, texts: Texts, { env, now }: ArgumentContext): ParsedTail {
  const types = parseTypes(texts.get('types'));
  if (!types.ok) return types;
  const query = parseQueryOption(texts.get('query') ?? '', now);
  if (!query.ok) return query;
  const maxEvents = parseCount('--max-events', texts.get('max-events'), 1, Number.MAX_SAFE_INTEGER);
  if (!maxEvents.ok) return maxEvents;
  const forMs = parseSeconds('--for', texts.get('for'));
  if (!forMs.ok) return forMs;
  const target = flags.has('demo') ? parseDemo(flags, texts) : parseServer(flags, texts, env);
  if (!target.ok) return target;
  return {
    ok: true,
    options: {
      target: target.target,
      types: types.value,
      root: query.value,
      json: flags.has('json'),
      maxEvents: maxEvents.value,
      forMs: forMs.value,
    },
  };
}

type ParsedTarget = { readonly ok: true; readonly target: TailTarget } | UsageProblem;

function parseDemo(flags: Flags, texts: Texts): ParsedTarget {
  if (texts.has('server') || texts.has('auth') || flags.has('token-stdin')) {
    return refuseUsage(
      '--demo brings its own server. Leave out --server, --auth and --token-stdin, or leave out --demo.',
    );
  }
  const onTheWay = Object.keys(ROUTE_OPTIONS).find((name) => texts.has(name as RouteOptionName));
  if (onTheWay !== undefined) {
    return refuseUsage(`--demo runs on this computer, so --${onTheWay} has no use. Leave out one of them.`);
  }
  const rate = parseCount('--demo-rate', texts.get('demo-rate'), 1, 10_000);
  if (!rate.ok) return rate;
  const seed = parseCount('--demo-seed', texts.get('demo-seed'), 0, 0xffff_ffff);
  if (!seed.ok) return seed;
  return { ok: true, target: { kind: 'demo', eventsPerSecond: rate.value, seed: seed.value } };
}

function parseServer(flags: Flags, texts: Texts, env: Environment): ParsedTarget {
  if (texts.has('demo-rate') || texts.has('demo-seed')) {
    return refuseUsage('--demo-rate and --demo-seed are about the demo home. Add --demo, or leave them out.');
  }
  const fromOption = texts.get('server');
  const input = fromOption ?? env['HASS_SERVER'];
  if (input === undefined || (fromOption === undefined && input.trim() === '')) {
    return refuseUsage('Say which Home Assistant to follow with --server or HASS_SERVER, or try --demo.');
  }
  const where = fromOption === undefined ? 'HASS_SERVER' : '--server';
  if (holdsSecret(input)) return refuseUsage(`${where} holds a secret. ${SECRET_IN_ARGUMENT}`);
  const url = parseBaseUrl(input);
  if (!url.ok) return refuseUsage(`${where}: ${url.message}`);
  const auth = parseAuth(texts.get('auth'));
  if (auth === undefined) {
    return refuseUsage('--auth is one of bearer, password, query and none.');
  }
  const secret = parseSecretSource(auth, flags.has('token-stdin'), env);
  if (!secret.ok) return secret;
  const route = parseRouteOptions(texts, url.baseUrl, env);
  if (!route.ok) return route;
  const { baseUrl, insecure } = url;
  return {
    ok: true,
    target: { kind: 'server', baseUrl, insecure, secret: secret.source, route: route.route },
  };
}

/** `null` when not said, `undefined` when not understood. */
function parseAuth(input: string | undefined): CredentialKind | null | undefined {
  if (input === undefined) return null;
  const parsed = credentialKindSchema.safeParse(input);
  return parsed.success ? parsed.data : undefined;
}
