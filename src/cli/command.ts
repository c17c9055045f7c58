import type { ExportFormat } from '../core/export/export-format.ts';
import type { QueryNode } from '../core/query/ast.ts';
import type { ProxyChoice } from '../core/route/route.ts';
import type { TypedKind } from '../core/servers/credential.ts';
import type { TlsFiles } from '../node/tls-files.ts';

/** A kind of credential that has a secret. */
export type SecretKind = TypedKind;

/** Environment variables that may hold a secret. */
export const SECRET_VARIABLES = { token: 'HASS_TOKEN', password: 'HASS_API_PASSWORD' } as const;
export type SecretVariable = (typeof SECRET_VARIABLES)[keyof typeof SECRET_VARIABLES];

/** Where the secret comes from. Never the secret itself, so that a command can be shown. */
export type SecretSource =
  | { readonly kind: 'none' }
  | { readonly kind: 'environment'; readonly credentialKind: SecretKind; readonly variable: SecretVariable }
  | { readonly kind: 'stdin'; readonly credentialKind: SecretKind };

/** The route to a server. Contains no secret: the passphrase of a key is in the environment and is read later. */
export interface RouteOptions {
  readonly files: TlsFiles;
  readonly proxy: ProxyChoice;
}

/** The server to follow. */
export type TailTarget =
  | {
      readonly kind: 'server';
      /** From `parseBaseUrl`. */
      readonly baseUrl: string;
      /** Unencrypted http to a host outside the home. */
      readonly insecure: boolean;
      readonly secret: SecretSource;
      readonly route: RouteOptions;
    }
  /** The demo home on loopback. `null` for its own defaults. */
  | { readonly kind: 'demo'; readonly eventsPerSecond: number | null; readonly seed: number | null };

export interface TailOptions {
  readonly target: TailTarget;
  /** Event types asked of the server; empty for all. */
  readonly types: readonly string[];
  /** Which events are printed. */
  readonly root: QueryNode;
  /** Prints what rules tell instead of events; `null` for events. */
  readonly rules: TailRules | null;
  readonly json: boolean;
  /** Ends after this many events, or alerts; `null` for never. */
  readonly maxEvents: number | null;
  /** Ends after this time; `null` for never. */
  readonly forMs: number | null;
}

/** Where rules come from. */
export interface TailRules {
  /** A file of rules; `null` for the app's own. */
  readonly path: string | null;
  /** The app's data folder, for its rules and names; `null` if none is known. */
  readonly folder: string | null;
}

/** The source of past events. */
export type HistorySource =
  /** The app's history, in its data folder. */
  | { readonly kind: 'folder'; readonly folder: string }
  /** A file with one event a line. */
  | {
      readonly kind: 'file';
      readonly path: string;
      /** The app's data folder, whose settings have the redaction rules; `null` if none is known. */
      readonly settings: string | null;
    };

/** Which past events. */
export interface HistorySelection {
  readonly source: HistorySource;
  /** The query with the limits of time and server in it. */
  readonly root: QueryNode;
  /** At most so many, the newest ones; `null` for all. */
  readonly limit: number | null;
  /** The limit is the default, so a notice says when it cuts something off. */
  readonly isLimitUsual: boolean;
  /** Newest first. */
  readonly reverse: boolean;
}

export interface HistoryOptions extends HistorySelection {
  readonly format: 'lines' | 'json' | 'csv';
}

export interface ExportOptions extends HistorySelection {
  readonly format: ExportFormat;
  /** A path, or `-` for standard output. */
  readonly output: string;
}

/** What to do with rules. */
export type RulesOptions =
  | { readonly task: 'list'; readonly folder: string; readonly json: boolean }
  | { readonly task: 'test'; readonly options: RulesTestOptions }
  /** `output` is a path, or `-` for standard output. */
  | { readonly task: 'export'; readonly folder: string; readonly output: string }
  | {
      readonly task: 'import';
      readonly folder: string;
      readonly path: string;
      readonly isReplacing: boolean;
    };

/** Settings to a file or from one. */
export type SettingsOptions =
  /** `output` is a path, or `-` for standard output. */
  | { readonly task: 'export'; readonly folder: string; readonly output: string }
  /** Without `applies` it only says what it would change. */
  | { readonly task: 'import'; readonly folder: string; readonly path: string; readonly applies: boolean };

/** `output` is a path, or `-` for standard output. */
export interface DiagnosticsOptions {
  readonly folder: string;
  readonly output: string;
}

export interface RulesTestOptions {
  readonly rules: TailRules;
  /** A file with one event a line; `null` for the app's history. */
  readonly capture: string | null;
  /** Epoch ms of the first event of the history. */
  readonly since: number;
  readonly json: boolean;
  readonly failsOnMatch: boolean;
}

export type Command =
  | { readonly kind: 'help'; readonly length: 'short' | 'full' | 'rules' }
  | { readonly kind: 'version' }
  | { readonly kind: 'tail'; readonly options: TailOptions }
  | { readonly kind: 'history'; readonly options: HistoryOptions }
  | { readonly kind: 'export'; readonly options: ExportOptions }
  | { readonly kind: 'rules'; readonly options: RulesOptions }
  | { readonly kind: 'settings'; readonly options: SettingsOptions }
  | { readonly kind: 'diagnostics'; readonly options: DiagnosticsOptions };

/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The process, as far as this program needs it. */
export interface Terminal {
  readonly argv: readonly string[];
  readonly env: Environment;
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  /** Aborts when a person asks for the end. */
  readonly signal: AbortSignal;
}

/** What a command line is read with: the environment, and the moment to which `2h` and `today` refer. */
export interface ArgumentContext {
  /** `HASS_SERVER`, folders, and which secrets are set; their values are not copied. */
  readonly env: Environment;
  /** Epoch ms. */
  readonly now: number;
  /** `process.platform`. */
  readonly platform: string;
}
