import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Credential } from '../../src/core/servers/credential.ts';
import { writeConfiguration } from './configuration.ts';
import type { ConfigurationOptions } from './configuration.ts';
import { findFreePort } from './free-port.ts';
import { harnessRequest } from './harness-request.ts';
import type { HarnessMethod, HarnessResponse } from './harness-request.ts';
import { spawnHomeAssistant } from './home-assistant-process.ts';
import type { HomeAssistantProcess } from './home-assistant-process.ts';
import { createLongLivedTokens } from './long-lived-tokens.ts';
import type { PreparedHomeAssistant } from './prepare-home-assistant.ts';
import { parseRequestsSeen } from './requests-seen.ts';
import type { RequestsSeen } from './requests-seen.ts';
import type { HomeAssistantRelease, HomeAssistantVersion } from './versions.ts';

const startLimitMs = 60_000;
const stopLimitMs = 30_000;

/** A real Home Assistant on 127.0.0.1, and what a test may do with it. */
export interface RunningHomeAssistant {
  readonly version: HomeAssistantVersion;
  /** Base address without a trailing slash. The same after a restart. */
  readonly url: string;
  /** The API password, or the token of an administrator. */
  readonly credential: Exclude<Credential, { kind: 'none' }>;
  /** The token of a user who is not an administrator; null in releases with a password. */
  readonly plainToken: string | null;
  /** The token of a second administrator; null in releases with a password. */
  readonly spareToken: string | null;
  /** Makes `spareToken` worthless, as its owner does in the profile. */
  revokeSpareToken(): Promise<void>;
  readonly configFolder: string;
  /** Fires an event through `POST /api/events/<type>`, so its origin is REMOTE. */
  fire(eventType: string, data?: Readonly<Record<string, unknown>>): Promise<void>;
  /** Switches `input_boolean.lamp`. The automation follows, runs the script, and that fires `custom_event`. */
  toggle(): Promise<void>;
  /** Sets a state as an integration does; fires `state_changed` when it differs. */
  setState(entityId: string, state: string, attributes?: Readonly<Record<string, unknown>>): Promise<void>;
  /** Removes an entity. Its `state_changed` has no new state. */
  removeState(entityId: string): Promise<void>;
  callService(domain: string, service: string, data?: Readonly<Record<string, unknown>>): Promise<void>;
  /** What the client under test has asked for so far. The log may lag a request by some milliseconds: poll. */
  requestsSeen(): RequestsSeen;
  /** All that the server has printed since the first start. */
  log(): string;
  /** SIGTERM, then waits for the exit. Streams are ended by the server at once; the exit takes up to 10 s. */
  stop(): Promise<void>;
  /** Starts again on the same port and configuration, and waits until it is running. */
  start(): Promise<void>;
  /** `stop` and `start`. */
  restart(): Promise<void>;
  /** Removes `ip_bans.yaml`. Home Assistant reads it only when it starts, so call this while it is stopped. */
  clearBans(): Promise<void>;
  /** Stops and removes the configuration folder. */
  dispose(): Promise<void>;
}

function tail(log: string): string {
  return log.trim().split('\n').slice(-40).join('\n');
}

/**
 * Waits until the server answers as running. Every request carries a good credential, so none can be refused with 401
 * and count as a failed login.
 */
async function untilRunning(
  release: HomeAssistantRelease,
  url: string,
  credential: Credential,
  server: HomeAssistantProcess,
  log: () => string,
): Promise<void> {
  const fail = (what: string): Error =>
    new Error(`Home Assistant ${release.version} ${what}. Its log ends:\n${tail(log())}`);
  // From 0.111 on the port opens while Home Assistant still starts.
  const path = release.credentialKind === 'bearer' ? '/api/core/state' : '/api/';
  const isRunning = ({ status, text }: HarnessResponse): boolean =>
    status === 200 && (path === '/api/' || text.includes('"RUNNING"'));
  const deadlineMs = performance.now() + startLimitMs;
  while (performance.now() < deadlineMs) {
    if (server.exited() !== null) throw fail(`ended while starting (${server.exited()})`);
    const answer = await harnessRequest('GET', `${url}${path}`, credential, undefined, 3_000).catch(
      () => null,
    );
    if (answer !== null && isRunning(answer)) return;
    if (answer?.status === 401 || answer?.status === 403)
      throw fail(`refused the harness with ${answer.status}`);
    await delay(100);
  }
  throw fail(`was not running after ${startLimitMs} ms`);
}

/** Starts a prepared release on a fresh configuration and waits until it is running. */
export async function startHomeAssistant(
  prepared: Extract<PreparedHomeAssistant, { kind: 'ready' }>,
  options: Partial<ConfigurationOptions> = {},
): Promise<RunningHomeAssistant> {
  const { release, python } = prepared;
  const configFolder = await mkdtemp(join(tmpdir(), `home-assistant-${release.version}-`));
  const port = await findFreePort();
  const url = `http://127.0.0.1:${port}`;
  const tokens = release.credentialKind === 'bearer' ? await createLongLivedTokens(configFolder) : null;
  const secret = tokens?.owner ?? randomBytes(12).toString('hex');
  const credential = { kind: release.credentialKind, secret };
  const apiPassword = tokens === null ? secret : null;
  await writeConfiguration(
    release,
    configFolder,
    { port, apiPassword },
    { loginAttemptsThreshold: 3, keepsHistory: false, extra: {}, ...options },
  );

  let log = '';
  let server: HomeAssistantProcess | null = null;
  const ask = async (method: HarnessMethod, path: string, body?: unknown): Promise<string> => {
    const { status, text } = await harnessRequest(method, `${url}${path}`, credential, body);
    if (status < 300) return text;
    throw new Error(`${method} ${path} of Home Assistant ${release.version} answered ${status}: ${text}`);
  };
  const callService = async (
    domain: string,
    service: string,
    data: Readonly<Record<string, unknown>> = {},
  ): Promise<void> => {
    await ask('POST', `/api/services/${domain}/${service}`, data);
  };
  const stop = async (): Promise<void> => {
    await server?.stop(stopLimitMs);
    server = null;
  };
  const start = async (): Promise<void> => {
    if (server !== null && server.exited() === null) throw new Error('Home Assistant is already running.');
    server = spawnHomeAssistant(python, release, configFolder, (text) => (log += text));
    await untilRunning(release, url, credential, server, () => log).catch(async (error: unknown) => {
      await stop().catch(() => undefined);
      throw error;
    });
  };
  const dispose = async (): Promise<void> => {
    await stop().finally(() => rm(configFolder, { recursive: true, force: true }));
  };

  await start().catch(async (error: unknown) => {
    await dispose();
    throw error;
  });
  return {
    version: release.version,
    url,
    credential,
    plainToken: tokens?.plain ?? null,
    spareToken: tokens?.spare ?? null,
    revokeSpareToken: async () => {
      await ask('POST', '/auth/revoke', new URLSearchParams({ token: tokens?.spareRevocation ?? '' }));
    },
    configFolder,
    fire: async (eventType, data = {}) => {
      await ask('POST', `/api/events/${encodeURIComponent(eventType)}`, data);
    },
    toggle: async () => {
      const lamp = await ask('GET', '/api/states/input_boolean.lamp');
      const service = /"state": ?"on"/.test(lamp) ? 'turn_off' : 'turn_on';
      await callService('input_boolean', service, { entity_id: 'input_boolean.lamp' });
    },
    setState: async (entityId, state, attributes = {}) => {
      await ask('POST', `/api/states/${entityId}`, { state, attributes });
    },
    removeState: async (entityId) => {
      await ask('DELETE', `/api/states/${entityId}`);
    },
    callService,
    requestsSeen: () => parseRequestsSeen(log),
    log: () => log,
    stop,
    start,
    restart: async () => {
      await stop();
      await start();
    },
    clearBans: () => rm(join(configFolder, 'ip_bans.yaml'), { force: true }),
    dispose,
  };
}
