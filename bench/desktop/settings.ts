import { ROUTE_DEFAULTS } from '../../src/core/route/route-settings.ts';
import type { ServerProfile } from '../../src/core/servers/profile.ts';

export { DEFAULT_SETTINGS } from '../../src/core/settings/settings.ts';

/** A home of 2016 without a password, as settings have it. */
export function toProfile(url: string): ServerProfile {
  return {
    id: 'bench',
    name: 'Home',
    colour: 'teal',
    baseUrl: url,
    credentialKind: 'none',
    restrict: [],
    enabled: true,
    refusal: null,
    ...ROUTE_DEFAULTS,
    proxy: { kind: 'none' },
  };
}
