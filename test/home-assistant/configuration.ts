import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { HomeAssistantRelease } from './versions.ts';

/** What differs between two test servers of one release. */
export interface ConfigurationOptions {
  /** Failed logins from one address before it is banned (0.87 and later: at this count). -1 never bans. */
  readonly loginAttemptsThreshold: number;
  /** `recorder`, `history` and `logbook`, as most homes have them. */
  readonly keepsHistory: boolean;
  /** Top-level keys of `configuration.yaml` to add or replace, such as `{ timer: { eggs: { duration: '00:00:02' } } }`. */
  readonly extra: Readonly<Record<string, unknown>>;
}

/** `script.burst` fires this many events as fast as the server can, each with its own `n`. */
export const BURST_EVENTS = 1_000;
export const BURST_TYPE = 'porch_burst';

const templateFolder = fileURLToPath(new URL('./config/', import.meta.url));

function httpSection(
  release: HomeAssistantRelease,
  port: number,
  apiPassword: string | null,
  threshold: number,
) {
  return {
    server_host: '127.0.0.1',
    server_port: port,
    ...(apiPassword === null ? {} : { api_password: apiPassword }),
    ...(release.bansAddresses ? { ip_ban_enabled: true, login_attempts_threshold: threshold } : {}),
  };
}

/** The address as a person has confirmed it, in the format of 2026.8, which later releases read. */
async function storeHttp(folder: string, port: number, threshold: number): Promise<void> {
  const stable = {
    server_host: ['127.0.0.1'],
    server_port: port,
    cors_allowed_origins: [],
    login_attempts_threshold: threshold,
    ip_ban_enabled: true,
    ssl_profile: 'modern',
    use_x_frame_options: true,
    created_at: '2026-11-30T00:00:00+00:00',
    error: null,
    error_message: null,
  };
  const store = {
    version: 2,
    minor_version: 2,
    key: 'http',
    data: { yaml_migration_done: true, pending: null, stable },
  };
  await mkdir(join(folder, '.storage'), { recursive: true });
  await writeFile(join(folder, '.storage', 'http'), JSON.stringify(store));
}

/**
 * Writes the configuration folder of a test house: a lamp, an automation that follows it, and a script that the
 * automation runs and that fires `custom_event`. One toggle makes a whole chain of causes. A second script fires a burst.
 * Nothing reaches the network.
 */
export async function writeConfiguration(
  release: HomeAssistantRelease,
  folder: string,
  server: { readonly port: number; readonly apiPassword: string | null },
  options: ConfigurationOptions,
): Promise<void> {
  const configuration = {
    homeassistant: {
      name: 'Test House',
      latitude: 52.1,
      longitude: 5.1,
      elevation: 1,
      unit_system: 'metric',
      time_zone: 'UTC',
      // The default module wants two more packages.
      ...(release.version === '0.100.3' ? { auth_mfa_modules: [] } : {}),
    },
    ...(release.listensBy === 'configuration'
      ? { http: httpSection(release, server.port, server.apiPassword, options.loginAttemptsThreshold) }
      : {}),
    api: null,
    logger: { default: 'warning', logs: { [release.requestLogger]: 'debug' } },
    input_boolean: { lamp: { name: 'Lamp' } },
    script: {
      hello: { sequence: [{ event: 'custom_event', event_data: { a: 1 } }] },
      burst: {
        sequence: Array.from({ length: BURST_EVENTS }, (_, n) => ({ event: BURST_TYPE, event_data: { n } })),
      },
    },
    automation: [
      {
        alias: 'On lamp',
        trigger: { platform: 'state', entity_id: 'input_boolean.lamp' },
        action: { service: 'script.hello' },
      },
    ],
    ...(options.keepsHistory ? { recorder: null, history: null, logbook: null } : {}),
    ...options.extra,
  };
  // A real frontend needs no stand-in.
  if (!('frontend' in options.extra)) await cp(templateFolder, folder, { recursive: true });
  if (release.listensBy === 'storage') await storeHttp(folder, server.port, options.loginAttemptsThreshold);
  // JSON is YAML.
  await writeFile(join(folder, 'configuration.yaml'), JSON.stringify(configuration, null, 2));
}
