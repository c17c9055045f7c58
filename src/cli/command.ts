import type { ProxyChoice } from '../core/route/route.ts';
import type { CredentialKind } from '../core/servers/credential.ts';
import type { TlsFiles } from '../node/tls-files.ts';

/** A kind of credential that has a secret. */
export type SecretKind = Exclude<CredentialKind, 'none'>;

/** Environment variables that may hold a secret. */
export const SECRET_VARIABLES = { token: 'HASS_TOKEN', password: 'HASS_API_PASSWORD' } as const;
export type SecretVariable = (typeof SECRET_VARIABLES)[keyof typeof SECRET_VARIABLES];

/** Where the secret comes from. Never the secret itself, so that a command can be shown. */
export type SecretSource =
  | { readonly kind: 'none' }
  | { readonly kind: 'environment'; readonly credentialKind: SecretKind; readonly variable: SecretVariable }
  | { readonly kind: 'stdin'; readonly credentialKind: SecretKind };

/** How a server is reached. Holds no secret: the passphrase of a key is in the environment, and read later. */
export interface RouteOptions {
  readonly files: TlsFiles;
  readonly proxy: ProxyChoice;
}

/** What is followed. */
export type TailTarget =
  | {
      readonly kind: 'server';
      /** From `parseBaseUrl`. */
      readonly baseUrl: string;
      /** Plain http to a host outside the home. */
      readonly insecure: boolean;
      readonly secret: SecretSource;
      readonly route: RouteOptions;
    }
  /** The pretend home on loopback. `null` for its own defaults. */
  | { readonly kind: 'demo'; readonly eventsPerSecond: number | null; readonly seed: number | null };

export interface TailOptions {
  readonly target: TailTarget;
  /** Event types asked of the server; empty for all. */
  readonly types: readonly string[];
  readonly json: boolean;
  /** Ends after this many events; `null` for never. */
  readonly maxEvents: number | null;
  /** Ends after this time; `null` for never. */
  readonly forMs: number | null;
}

export type Command =
  | { readonly kind: 'help'; readonly length: 'short' | 'full' }
  | { readonly kind: 'version' }
  | { readonly kind: 'tail'; readonly options: TailOptions };

/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A sentence about what is wrong with the command line and what to do. Never contains a value that may be secret. */
export interface UsageProblem {
  readonly ok: false;
  readonly problem: string;
}

export function refuseUsage(problem: string): UsageProblem {
  return { ok: false, problem };
}
