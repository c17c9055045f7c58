import { ROUTE_DEFAULTS } from '../../src/core/route/route-settings.ts';
import type { ServerProfile } from '../../src/core/servers/profile.ts';

/** An open server at home. */
export const HOME_PROFILE: ServerProfile = {
  id: 'home',
  name: 'Home',
  colour: 'amber',
  baseUrl: 'http://ha.local:8123',
  credentialKind: 'none',
  restrict: [],
  enabled: true,
  refusal: null,
  ...ROUTE_DEFAULTS,
};
