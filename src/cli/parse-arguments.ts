import { parseArgs, type ParseArgsConfig } from 'node:util';
import { parseBaseUrl } from '../core/servers/base-url.ts';
import { credentialKindSchema } from '../core/servers/profile.ts';
import type { CredentialKind } from '../core/servers/credential.ts';
import {
  refuseUsage,
  type Command,
  type Environment,
  type TailTarget,
  type UsageProblem,
} from './command.ts';
import { parseCount, parseSeconds, parseTypes } from './option-values.ts';
import { parseRouteOptions, ROUTE_OPTIONS } from './route-options.ts';
import { holdsSecret, isSecretOption, SECRET_IN_ARGUMENT } from './secret-in-argument.ts';
import { parseSecretSource } from './secret-source.ts';

export type ParsedArguments = { readonly ok: true; readonly command: Command } | UsageProblem;

const OPTIONS = {
  server: { type: 'string' },
  auth: { type: 'string' },
  'token-stdin': { type: 'boolean' },
  types: { type: 'string' },
  json: { type: 'boolean' },
  'max-events': { type: 'string' },
  for: { type: 'string' },
  demo: { type: 'boolean' },
  'demo-rate': { type: 'string' },
  'demo-seed': { type: 'string' },
  ...ROUTE_OPTIONS,
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'V' },
} as const satisfies ParseArgsConfig['options'];

type OptionName = keyof typeof OPTIONS;
type Texts = ReadonlyMap<OptionName, string>;

/** The words of a command line, sorted but not yet understood. */
interface Words {
  readonly ok: true;
  readonly flags: ReadonlySet<OptionName>;
  readonly texts: Texts;
  readonly positionals: readonly string[];
}

/**
 * Understands a command line.
 *
 * @param argv the words after the program's own name
 * @param env `HASS_SERVER`, and which of `HASS_TOKEN` and `HASS_API_PASSWORD` are set; their values are not copied
 */
export function parseArguments(argv: readonly string[], env: Environment): ParsedArguments {
  const words = sortWords(argv);
  if (!words.ok) return words;
  const { flags, texts, positionals } = words;
  if (flags.has('help') || positionals[0] === 'help')
    return { ok: true, command: { kind: 'help', length: 'full' } };
  if (flags.has('version')) return { ok: true, command: { kind: 'version' } };
  const [name, extra] = positionals;
  if (name === undefined) {
    if (argv.length === 0) return { ok: true, command: { kind: 'help', length: 'short' } };
    return refuseUsage('The command is missing. Write: porchlight tail, followed by the options.');
  }
  if (name !== 'tail') return refuseUsage('This command does not exist. The one there is: porchlight tail.');
  if (extra !== undefined) {
    return refuseUsage(
      'porchlight tail takes options only. An address goes after --server, event types after --types.',
    );
  }
  return parseTail(flags, texts, env);
}

function parseTail(flags: ReadonlySet<OptionName>, texts: Texts, env: Environment): ParsedArguments {
  const types = parseTypes(texts.get('types'));
  if (!types.ok) return types;
  const maxEvents = parseCount('--max-events', texts.get('max-events'), 1, Number.MAX_SAFE_INTEGER);
  if (!maxEvents.ok) return maxEvents;
  const forMs = parseSeconds('--for', texts.get('for'));
  if (!forMs.ok) return forMs;
  const target = flags.has('demo') ? parseDemo(flags, texts) : parseServer(flags, texts, env);
  if (!target.ok) return target;
  return {
    ok: true,
    command: {
      kind: 'tail',
      options: {
        target: target.target,
        types: types.value,
        json: flags.has('json'),
        maxEvents: maxEvents.value,
        forMs: forMs.value,
      },
    },
  };
}

type ParsedTarget = { readonly ok: true; readonly target: TailTarget } | UsageProblem;

function parseDemo(flags: ReadonlySet<OptionName>, texts: Texts): ParsedTarget {
  if (texts.has('server') || texts.has('auth') || flags.has('token-stdin')) {
    return refuseUsage(
      '--demo brings its own server. Leave out --server, --auth and --token-stdin, or leave out --demo.',
    );
  }
  const onTheWay = Object.keys(ROUTE_OPTIONS).find((name) => texts.has(name as OptionName));
  if (onTheWay !== undefined) {
    return refuseUsage(`--demo runs on this computer, so --${onTheWay} has no use. Leave out one of them.`);
  }
  const rate = parseCount('--demo-rate', texts.get('demo-rate'), 1, 10_000);
  if (!rate.ok) return rate;
  const seed = parseCount('--demo-seed', texts.get('demo-seed'), 0, 0xffff_ffff);
  if (!seed.ok) return seed;
  return { ok: true, target: { kind: 'demo', eventsPerSecond: rate.value, seed: seed.value } };
}

function parseServer(flags: ReadonlySet<OptionName>, texts: Texts, env: Environment): ParsedTarget {
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

/**
 * Sorts words into flags, texts and positionals. Node's own strict mode is not used, because its messages repeat
 * what was typed, and that may be a secret.
 */
function sortWords(argv: readonly string[]): Words | UsageProblem {
  const { tokens } = parseArgs({
    args: [...argv],
    options: OPTIONS,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const flags = new Set<OptionName>();
  const texts = new Map<OptionName, string>();
  const positionals: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'option-terminator') continue;
    if (token.kind === 'positional') {
      if (holdsSecret(token.value)) return refuseUsage(SECRET_IN_ARGUMENT);
      positionals.push(token.value);
      continue;
    }
    const { name, value } = token;
    if (isSecretOption(name) || holdsSecret(name) || (value !== undefined && holdsSecret(value))) {
      return refuseUsage(SECRET_IN_ARGUMENT);
    }
    if (!isOptionName(name)) return refuseUsage(describeUnknown(name));
    if (flags.has(name) || texts.has(name)) return refuseUsage(`--${name} is there twice. Leave out one.`);
    if (OPTIONS[name].type === 'boolean') {
      if (value !== undefined) return refuseUsage(`--${name} takes no value. Write it by itself.`);
      flags.add(name);
    } else {
      if (value === undefined || (!token.inlineValue && value.startsWith('--'))) {
        return refuseUsage(`--${name} needs a value after it. See porchlight --help.`);
      }
      texts.set(name, value);
    }
  }
  return { ok: true, flags, texts, positionals };
}

function isOptionName(name: string): name is OptionName {
  return Object.hasOwn(OPTIONS, name);
}

/** Repeats the name only if it is a plain word; anything else may be something that was pasted. */
function describeUnknown(name: string): string {
  const plain = /^[a-z][a-z-]{0,23}$/i.test(name);
  const what = plain ? `The option ${name.length === 1 ? '-' : '--'}${name}` : 'One of the options';
  return `${what} does not exist. See porchlight --help for those that do.`;
}
