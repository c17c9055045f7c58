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

/** The demo's own rule, so that a person sees a notification within seconds. */
export const DEMO_RULE: Rule = {
  id: 'demo-front-door',
  name: 'Front door of the demo home',
  enabled: true,
  query: 'entity:binary_sensor.front_door to:on',
  server: DEMO_ID,
  cooldownMs: LIMITS.defaultCooldownMs,
  ...PLAIN_RULE,
  shows: 'camera.front_door',
};

export type DemoHome = ReturnType<typeof createDemoHome>;

/**
 * The demo home on loopback, while it is open.
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
    /** The events before it was started, oldest first. */
    past: () => server?.past ?? [],
    /** The profile was added or removed. */
    onChange(fn: () => void): void {
      onChange = fn;
    },
    /** Does nothing if it is already started. */
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
