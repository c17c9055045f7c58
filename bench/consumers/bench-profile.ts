import type { ServerProfile } from '../../src/core/servers/profile.ts';

/** A server that lets everybody in, straight on loopback. */
export function toBenchProfile(baseUrl: string): ServerProfile {
  return {
    id: 'bench',
    name: 'Bench',
    colour: 'blue',
    baseUrl,
    credentialKind: 'none',
    restrict: [],
    enabled: true,
    refusal: null,
    tls: { pin: null, caFile: null, clientCertificate: null },
    proxy: { kind: 'none' },
  };
}
