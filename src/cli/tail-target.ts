import { ROUTE_DEFAULTS } from '../core/route/route-settings.ts';
import type { Route } from '../core/route/route.ts';
import type { Credential } from '../core/servers/credential.ts';
import type { ServerProfile } from '../core/servers/profile.ts';
import { createDemoServer, type DemoServer } from '../demo/server.ts';
import {
  refuseUsage,
  type Environment,
  type TailOptions,
  type TailTarget,
  type UsageProblem,
} from './command.ts';
import { openRoute } from './open-route.ts';
import { readSecret, type SecretInput } from './read-secret.ts';

/** A server that is ready to be followed. */
export interface OpenTarget {
  readonly ok: true;
  readonly profile: ServerProfile;
  readonly credential: Credential;
  readonly route: Route;
  /** Sentences about risks that were chosen, for standard error. */
  readonly warnings: readonly string[];
  /** Ends what was started for it. */
  close(): Promise<void>;
}

/** A server to follow; or a person pressed Ctrl-C when asked for the secret; or a usage problem. */
export type OpenedTarget = OpenTarget | { readonly ok: 'ended' } | UsageProblem;

/** Gets the secret, or starts the demo home, and makes the profile of the server. */
export async function openTarget(
  { target, types }: TailOptions,
  env: Environment,
  input: SecretInput,
): Promise<OpenedTarget> {
  if (target.kind === 'demo') return openDemo(target, types);
  const route = await openRoute(target.route, env);
  if (!route.ok) return route;
  const secret = await readSecret(target.secret, env, input);
  if (secret.ok !== true) return secret;
  const { credential } = secret;
  return {
    ok: true,
    profile: toProfile(new URL(target.baseUrl).host, target.baseUrl, credential, types),
    credential,
    route: route.route,
    warnings: listWarnings(target.insecure, credential),
    close: () => Promise.resolve(),
  };
}

async function openDemo(
  { eventsPerSecond, seed }: Extract<TailTarget, { kind: 'demo' }>,
  types: readonly string[],
): Promise<OpenedTarget> {
  let server: DemoServer;
  try {
    server = await createDemoServer({ rate: eventsPerSecond, ...(seed === null ? {} : { seed }) });
  } catch {
    return refuseUsage(
      'The demo home could not open a port on 127.0.0.1. Check what keeps programs from doing so here.',
    );
  }
  const credential: Credential = { kind: 'bearer', secret: server.token };
  return {
    ok: true,
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
    id: 'tail',
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
