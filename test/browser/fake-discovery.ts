import type { FoundServer } from '../../src/core/discovery/found-server.ts';
import type { Overview } from '../../src/core/ipc/overview.ts';
import type { Bridge } from '../../src/core/ipc/table.ts';
import { FAKE_CERTIFICATES } from './fake-scenes.ts';

/** What announces itself on the network of the fake, so many of them. */
const ANNOUNCED: readonly FoundServer[] = [
  {
    id: 'f1612afd0b6c4d5fa0bd9a3f4f0a7c11',
    uuid: 'f1612afd0b6c4d5fa0bd9a3f4f0a7c11',
    name: 'Home',
    version: '2026.11.0',
    url: 'http://192.168.1.5:8123',
    reach: 'answers',
  },
  {
    id: '0c2be5a1c7f94f0f8f0d2a3b4c5d6e7f',
    uuid: '0c2be5a1c7f94f0f8f0d2a3b4c5d6e7f',
    name: 'Cabin by the lake',
    version: '2024.3.3',
    url: 'http://192.168.1.9:8123',
    reach: 'silent',
  },
  {
    id: 'Workshop',
    uuid: null,
    name: 'Workshop',
    version: '',
    url: 'http://192.168.1.20',
    reach: 'probing',
  },
];

export interface FakeDiscoveryPorts {
  /** How many servers announce themselves. */
  readonly announced: number;
  readonly change: (patch: Pick<Overview, 'found'>) => void;
}

/**
 * Nothing is found at an address with `nowhere` in it, an old server at one with `ancient`, and one with a certificate of its own
 * at one with `selfsigned`.
 */
export function createFakeDiscovery({ announced, change }: FakeDiscoveryPorts) {
  return {
    lookForServers: async (on) => {
      change({ found: on ? ANNOUNCED.slice(0, announced) : [] });
      return null;
    },
    probeAddress: async (text) => {
      if (text.trim() === '' || text.includes('nowhere')) {
        return { kind: 'nothing', message: `No computer answers to the name ${text}. Check the address.` };
      }
      const baseUrl = text.includes('://') ? text : `http://${text}:8123`;
      if (text.includes('ancient')) return { kind: 'found', baseUrl, version: '0.27.2', signIn: 'password' };
      const found = { kind: 'found', baseUrl, version: null, signIn: 'browser' } as const;
      return text.includes('selfsigned') ? { ...found, certificate: FAKE_CERTIFICATES.shown } : found;
    },
  } satisfies Pick<Bridge, 'lookForServers' | 'probeAddress'>;
}
