import type { Clock } from '../clock.ts';
import { atPlace } from '../servers/addresses.ts';
import { originOf } from '../servers/base-url.ts';
import type { ServerProfile } from '../servers/profile.ts';
import { TransportError, type Transport } from '../stream/transport.ts';

/** For so long it is believed that a server is on this network, if the network is the same. */
export const SEEN_MS = 10_000;

export interface PlainGuardPorts {
  readonly clock: Pick<Clock, 'monotonic' | 'now'>;
  readonly transport: Transport;
  /** The network as this computer has it now: another text for another network. */
  network(): string;
  /** Asks this network anew who is there, and whether this server answers. Never rejects. */
  sees(uuid: string): Promise<boolean>;
}

/**
 * The way to all servers. A request by plain http to the inside address of a server with two addresses waits until the server
 * has announced itself on this network just now. Else it is not sent at all, so no secret is ever sent in plain text on a network
 * that is not known. Every request passes here, also one beside a stream that has not noticed yet that the network has changed.
 */
export function createPlainGuard({ clock, transport, network, sees }: PlainGuardPorts) {
  /** By origin. */
  let guarded: ReadonlyMap<string, string> = new Map();
  const seen = new Map<string, { readonly network: string; readonly at: number; readonly wallAt: number }>();
  const looking = new Map<string, Promise<boolean>>();
  /** A look that began before the last doubt may have seen the network before. */
  let doubts = 0;

  async function look(uuid: string): Promise<boolean> {
    const [before, doubtsBefore] = [network(), doubts];
    const isThere = await sees(uuid);
    // The answer may be of the network before.
    const isSame = network() === before && doubts === doubtsBefore;
    if (isThere && isSame) seen.set(uuid, { network: before, at: clock.monotonic(), wallAt: clock.now() });
    else seen.delete(uuid);
    return isThere && isSame;
  }

  /** While the computer sleeps and is carried elsewhere, the monotonic clock stands still. Routers give the same address in many homes. */
  function isFresh({ at, wallAt }: { readonly at: number; readonly wallAt: number }): boolean {
    return clock.monotonic() - at < SEEN_MS && Math.abs(clock.now() - wallAt) < SEEN_MS;
  }

  /** Whether a server is on this network. */
  function isHere(uuid: string): Promise<boolean> {
    const last = seen.get(uuid);
    if (last?.network === network() && isFresh(last)) return Promise.resolve(true);
    const asked = looking.get(uuid);
    if (asked !== undefined) return asked;
    const answer = look(uuid).finally(() => {
      if (looking.get(uuid) === answer) looking.delete(uuid);
    });
    looking.set(uuid, answer);
    return answer;
  }

  return {
    /**
     * The servers whose addresses are guarded from now on. One that was removed, or has another address, stays guarded at the old one:
     * its sign-in is ended there, with its secret. Unless it is the only address of another.
     */
    follow(profiles: readonly ServerProfile[]): void {
      const next = new Map(guarded);
      for (const { baseUrl, second } of profiles) if (second === undefined) next.delete(originOf(baseUrl));
      for (const profile of profiles) {
        const inside = atPlace(profile, 'inside');
        if (inside?.baseUrl.startsWith('http:') === true)
          next.set(originOf(inside.baseUrl), profile.second?.uuid ?? '');
      }
      guarded = next;
    },
    /** A stream broke off: nothing is believed of this network any more. */
    doubt(): void {
      doubts += 1;
      looking.clear();
      seen.clear();
    },
    transport: (async (request) => {
      const uuid = guarded.get(new URL(request.url).origin);
      if (uuid !== undefined && (uuid === '' || !(await isHere(uuid))))
        throw new TransportError('unreachable');
      if (request.signal.aborted) throw new TransportError('aborted');
      return transport(request);
    }) satisfies Transport,
  };
}
