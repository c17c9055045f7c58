import { describeMdnsProblem } from '../../core/discovery/discovery-words.ts';
import type { ProbeAnswer } from '../../core/discovery/found-server.ts';
import { createFoundServers } from '../../core/discovery/found-servers.ts';
import type { OpenMdns } from '../../core/discovery/mdns.ts';
import { probeAddress, probeOne, type ProbePorts } from '../../core/discovery/probe-address.ts';
import type { Signals } from '../app/signals.ts';

export interface DiscoveryPorts extends Omit<ProbePorts, 'route'> {
  readonly signals: Signals;
  readonly openMdns: OpenMdns;
}

/** Looks for servers: on this network while a page wants it, and at addresses that a person types. */
export function createDiscovery(ports: DiscoveryPorts) {
  const { signals } = ports;
  let probing = new AbortController();
  const servers = createFoundServers({
    ...ports,
    // A computer of this network is asked without a proxy, which would ask for somebody who is a stranger.
    answers: async (url, signal) => (await probeOne({ ...ports, route: {} }, url, signal)).kind === 'found',
    onChange: () => void signals.emit('changed'),
  });

  function stop(): void {
    servers.stop();
    probing.abort();
  }

  signals.on('windowClosed', stop);

  return {
    /** Those that announce themselves, while they are looked for. */
    found: servers.list,
    /** Why they can't be looked for, in a sentence. */
    problem(): string | null {
      const problem = servers.problem();
      return problem === null ? null : describeMdnsProblem(problem);
    },
    lookForServers(on: boolean): void {
      if (on) servers.start();
      else servers.stop();
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
