import type { FoundServer, ProbeAnswer } from '../../core/discovery/found-server.ts';
import { probeAddress, type ProbePorts } from '../../core/discovery/probe-address.ts';
import type { Signals } from '../app/signals.ts';

export interface DiscoveryPorts extends Omit<ProbePorts, 'route'> {
  readonly signals: Signals;
}

/** Looks for servers: on this network while a page wants it, and at addresses that a person types. */
export function createDiscovery(ports: DiscoveryPorts) {
  let probing = new AbortController();

  function stop(): void {
    probing.abort();
  }

  ports.signals.on('windowClosed', stop);

  return {
    /** Those that announce themselves, while they are looked for. */
    found: (): readonly FoundServer[] => [],
    /** Why they can't be looked for, in a sentence. */
    problem: (): string | null => null,
    lookForServers(_on: boolean): void {
      // Nothing announces itself yet.
    },
    /** One at a time: a new address ends the old. */
    async probeAddress(text: string): Promise<ProbeAnswer> {
      probing.abort();
      const mine = new AbortController();
      probing = mine;
      return probeAddress({ ...ports, route: { proxy: { kind: 'system' } } }, text, mine.signal);
    },
    stop,
  };
}
