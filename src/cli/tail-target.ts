import { ROUTE_DEFAULTS } from '../core/route/route-settings.ts';
import type { Route } from '../core/route/route.ts';
import type { Credential } from '../core/servers/credential.ts';
import type { ServerProfile } from '../core/servers/profile.ts';
import { describeFileProblem } from '../core/stream/describe-route-failure.ts';
import { createDemoServer, type DemoServer } from '../demo/server.ts';
import { checkTlsPolicy } from '../node/tls-context.ts';
import { readTlsFiles } from '../node/tls-files.ts';
import type { Environment, RouteOptions, TailOptions, TailTarget } from './command.ts';
import { readSecret, type SecretInput } from './read-secret.ts';
import { UsageProblem } from './exit-code.ts';

/** Id of the server that is followed. */
export const TAIL_ID = 'tail';

/** A server that is ready to be followed. */
export interface OpenTarget {
  readonly profile: ServerProfile;
  readonly credential: Credential;
  readonly route: Route;
  /** Sentences about risks of the chosen options, for standard error. */
  readonly warnings: readonly string[];
  /** Stops what was started for it. */
  close(): Promise<void>;
}

/**
 * Reads the secret, or starts the demo home, and makes the profile of the server. `null`: a person pressed Ctrl-C at the
 * prompt for the secret.
 *
 * @throws UsageProblem
 */
export async function openTarget(
  { target, types }: TailOptions,
  env: Environment,
  input: SecretInput,
): Promise<OpenTarget | null> {
  if (target.kind === 'demo') return openDemo(target, types);
  const route = await openRoute(target.route, env);
  const credential = await readSecret(target.secret, env, input);
  if (credential === null) return null;
  return {
    profile: toProfile(new URL(target.baseUrl).host, target.baseUrl, credential, types),
    credential,
    route,
    warnings: listWarnings(target.insecure, credential),
    close: () => Promise.resolve(),
  };
}

/** Environment variable with the passphrase of the client certificate's key. */
const PASSPHRASE_VARIABLE = 'HASS_CLIENT_KEY_PASSPHRASE';

/** Reads the files of a route and reports at once what is wrong with them. @throws UsageProblem */
async function openRoute({ files, proxy }: RouteOptions, env: Environment): Promise<Route> {
  const passphrase = env[PASSPHRASE_VARIABLE];
  const clientCertificate =
    files.clientCertificate === null || passphrase === undefined
      ? files.clientCertificate
      : { ...files.clientCertificate, passphrase };
  const read = await readTlsFiles({ ...files, clientCertificate });
  const problem = read.ok ? checkTlsPolicy(read.tls) : read.problem;
  if (problem !== null) {
    const hint = problem.problem === 'passphrase' ? ` It belongs into ${PASSPHRASE_VARIABLE}.` : '';
    throw new UsageProblem(`--${OPTION_OF[problem.file]}: ${describeFileProblem(problem)}${hint}`);
  }
  return { ...(read.ok ? { tls: read.tls } : {}), proxy };
}

const OPTION_OF = { ca: 'ca', 'client-certificate': 'client-cert', 'client-key': 'client-key' } as const;

async function openDemo(
  { eventsPerSecond, seed }: Extract<TailTarget, { kind: 'demo' }>,
  types: readonly string[],
): Promise<OpenTarget> {
  let server: DemoServer;
  try {
    server = await createDemoServer({ rate: eventsPerSecond, ...(seed === null ? {} : { seed }) });
  } catch {
    throw new UsageProblem(
      'The demo home could not open a port on 127.0.0.1. Check what keeps programs from doing so here.',
    );
  }
  const credential: Credential = { kind: 'bearer', secret: server.token };
  return {
    profile: toProfile('the demo home', server.url, credential, types),
    credential,
    route: {},
    warnings: [],
    close: () => server.close(),
  };
}

function toProfile(
  name: string,
  baseUrl: string,
  credential: Credential,
  restrict: readonly string[],
): ServerProfile {
  return {
    id: TAIL_ID,
    name: name.slice(0, 80),
    colour: 'blue',
    baseUrl,
    credentialKind: credential.kind,
    restrict: [...restrict],
    enabled: true,
    refusal: null,
    ...ROUTE_DEFAULTS,
  };
}

function listWarnings(insecure: boolean, credential: Credential): string[] {
  const warnings: string[] = [];
  if (insecure && credential.kind !== 'none') {
    warnings.push(
      'Warning: the address is plain http outside your home, so the secret can be read on its way. Use https:// if the server has it.',
    );
  }
  if (credential.kind === 'query') {
    warnings.push(
      'Warning: --auth query puts the password into the address, where logs of servers and proxies keep it. Use --auth password if the server takes it.',
    );
  }
  return warnings;
}
