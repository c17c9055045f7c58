import { createFoundServers } from '../../core/discovery/found-servers.ts';
import type { FoundServer } from '../../core/discovery/found-server.ts';
import type { OpenMdns } from '../../core/discovery/mdns.ts';
import { probeOne, type ProbePorts } from '../../core/discovery/probe-address.ts';
import { nameNetwork } from '../../node/network-name.ts';

/** What is on this network answers within this time. */
const LOOK_MS = 3_000;

export interface SurroundingsPorts extends Omit<ProbePorts, 'route'> {
  readonly openMdns: OpenMdns;
}

/** The network of this computer, and who announces themselves there: asked anew each time, so that nothing old is believed. */
export interface Surroundings {
  /** Another text for another network. */
  network(): string;
  /** Whether a server with this uuid announces itself now. Anybody there could do that in its name. */
  sees(uuid: string): Promise<boolean>;
  lookAround(): Promise<readonly FoundServer[]>;
}

export function createSurroundings(ports: SurroundingsPorts): Surroundings {
  const { clock } = ports;

  /** Ends as soon as `isEnough`, at the latest after `LOOK_MS`. */
  function look(
    answers: (url: string, signal: AbortSignal) => Promise<boolean>,
    isEnough: (found: readonly FoundServer[]) => boolean,
  ): Promise<readonly FoundServer[]> {
    return new Promise((resolve) => {
      let isOver = false;
      function end(): void {
        if (isOver) return;
        isOver = true;
        cancel();
        const found = servers.list();
        servers.stop();
        resolve(found);
      }
      const cancel = clock.after(LOOK_MS, end);
      const servers = createFoundServers({
        ...ports,
        answers,
        onChange: () => {
          if (isEnough(servers.list())) end();
        },
      });
      servers.start();
    });
  }

  return {
    network: () => nameNetwork(),
    async sees(uuid) {
      const isIt = (server: FoundServer): boolean => server.uuid === uuid;
      const found = await look(
        () => Promise.resolve(false),
        (servers) => servers.some(isIt),
      );
      return found.some(isIt);
    },
    lookAround: () =>
      look(
        async (url, signal) => (await probeOne({ ...ports, route: {} }, url, signal)).kind === 'found',
        () => false,
      ),
  };
}
