import { LIMITS } from '../../core/limits.ts';
import { ROUTE_DEFAULTS } from '../../core/route/route-settings.ts';
import type { Rule } from '../../core/rules/rule.ts';
import { PLAIN_RULE } from '../../core/rules/rule-choices.ts';
import type { Credential } from '../../core/servers/credential.ts';
import type { ServerProfile } from '../../core/servers/profile.ts';
import { createDemoServer } from '../../demo/server.ts';
import type { DemoServer } from '../../demo/server.ts';

/** Id of the demo home's profile. It is never stored. */
export const DEMO_ID = 'demo';

/** What it tells of: its owner is to see a notification within seconds. */
export const DEMO_RULE: Rule = {
  id: 'demo-front-door',
  name: 'Front door of the demo home',
  enabled: true,
  query: 'entity:binary_sensor.front_door to:on',
  server: DEMO_ID,
  cooldownMs: LIMITS.defaultCooldownMs,
  ...PLAIN_RULE,
};

export type DemoHome = ReturnType<typeof createDemoHome>;

/**
 * The pretend home on loopback, while somebody wants it.
 *
 * @param rate events a second; `null` for the house's own pace.
 */
export function createDemoHome(rate: number | null) {
  let onChange = (): void => undefined;
  let starting: Promise<DemoServer> | null = null;
  let server: DemoServer | null = null;

  return {
    profile: () => (server === null ? null : toDemoProfile(server.url)),
    credential: (): Credential | null => (server === null ? null : { kind: 'bearer', secret: server.token }),
    /** Its day until it was started, oldest first. */
    past: () => server?.past ?? [],
    /** The profile came or went. */
    onChange(fn: () => void): void {
      onChange = fn;
    },
    /** Starting a started one does nothing. */
    async start(): Promise<void> {
      if (starting !== null) return;
      starting = createDemoServer({ rate, hasPast: true });
      try {
        server = await starting;
      } catch (error) {
        starting = null;
        throw error;
      }
      onChange();
    },
    async stop(): Promise<void> {
      const leaving = server;
      server = null;
      starting = null;
      if (leaving === null) return;
      onChange();
      await leaving.close();
    },
  };
}

function toDemoProfile(url: string): ServerProfile {
  return {
    id: DEMO_ID,
    name: 'Demo home',
    colour: 'amber',
    baseUrl: url,
    credentialKind: 'bearer',
    restrict: [],
    enabled: true,
    refusal: null,
    ...ROUTE_DEFAULTS,
    // It is on this computer.
    proxy: { kind: 'none' },
  };
}
