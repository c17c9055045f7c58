import type { TlsOptions } from 'node:tls';
import type { Clock, Random } from '../../src/core/clock.ts';
import type { Route } from '../../src/core/route/route.ts';
import type { Credential } from '../../src/core/servers/credential.ts';
import type { Refusal, ServerProfile } from '../../src/core/servers/profile.ts';
import { HOME_PROFILE } from '../support/sample-profile.ts';
import { createHome, type Home } from './home.ts';
import type { Resolver } from './resolver.ts';
import type { Traffic } from './traffic.ts';

/** One home as the monitor knows it. */
export interface Place {
  /** Id and name of its profile. */
  readonly name: string;
  readonly host: string;
  /** All names that a request for this home may look up: its own, and that of a proxy before it. */
  readonly names: Set<string>;
  readonly home: Home;
  profile: ServerProfile;
  credential: Credential | null;
  route: Route;
  /** What was kept with the profile, oldest first. */
  readonly refusals: (Refusal | null)[];
  /** Secrets that nobody may ever see. */
  readonly secrets: string[];
}

export interface PlaceOptions {
  readonly credential?: Credential;
  /** `https`, under the name of `localhost`. */
  readonly tls?: TlsOptions;
}

export interface PlacePorts {
  readonly clock: Clock;
  readonly random: Random;
  readonly traffic: Traffic;
  readonly resolver: Resolver;
}

const OPEN: Credential = { kind: 'none' };

/** A home whose name leads to it, with a profile that knows its address and its secret. */
export async function createPlace(
  name: string,
  { credential = OPEN, tls }: PlaceOptions,
  { resolver, ...ports }: PlacePorts,
): Promise<Place> {
  const home = await createHome({ ...ports, ...(tls === undefined ? {} : { tls }) });
  const host = tls === undefined ? `${name}.local` : 'localhost';
  const scheme = tls === undefined ? 'http' : 'https';
  const secret = credential.kind === 'none' ? null : credential.secret;
  home.secret = secret;
  resolver.route(host, 'home');
  return {
    name,
    host,
    names: new Set([host]),
    home,
    credential,
    route: {},
    refusals: [],
    secrets: secret === null ? [] : [secret],
    profile: {
      ...HOME_PROFILE,
      id: name,
      name,
      baseUrl: `${scheme}://${host}:${String(home.port)}`,
      credentialKind: credential.kind,
    },
  };
}
