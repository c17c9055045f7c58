import type { Clock } from '../clock.ts';
import type { RouteAnswer } from '../route/route.ts';
import { atPlace, isUsable } from '../servers/addresses.ts';
import type { AddressPlace, ServerProfile } from '../servers/profile.ts';
import { isProviders } from '../sign-in/look-for-sign-in.ts';
import type { ConnectionState } from '../stream/failure.ts';
import { getForSignIn } from '../stream/rest.ts';
import type { Transport } from '../stream/transport.ts';

/** A server in the same home answers faster. */
const ANSWER_MS = 4_000;
/** How often the network is compared with the one before. */
export const NETWORK_MS = 5_000;
/** While a server is reached from outside, it is looked inside so often: Home Assistant may have been restarting. */
export const LOOK_AGAIN_MS = 300_000;

export interface AddressChooserPorts {
  readonly clock: Clock;
  readonly transport: Transport;
  readonly userAgent: string;
  readRoute(profile: ServerProfile): Promise<RouteAnswer>;
  /** The network as this computer has it now: another text for another network. */
  network(): string;
  /** Another address is to be used. */
  onChange(): void;
}

/** A server with two addresses. */
interface Entry {
  profile: ServerProfile;
  /** `null` until the first look is over. */
  place: AddressPlace | null;
  looking: AbortController | null;
  lookedAt: number;
}

/**
 * Which of the two addresses of a server is used: the one inside where Home Assistant answers there, else the one outside. It is
 * asked without a credential, when the network changes, when a stream is interrupted, and now and then.
 */
export function createAddressChooser(ports: AddressChooserPorts) {
  const { clock } = ports;
  const entries = new Map<string, Entry>();
  let network = ports.network();
  let stopWatching: (() => void) | null = null;

  async function answersInside(profile: ServerProfile, signal: AbortSignal): Promise<boolean> {
    const inside = atPlace(profile, 'inside');
    if (inside === null || !isUsable(inside, 'inside')) return false;
    const way = await ports.readRoute(inside);
    if (!way.ok || signal.aborted) return false;
    const server = { baseUrl: inside.baseUrl, userAgent: ports.userAgent, route: way.route };
    const answer = await getForSignIn(ports, server, '/auth/providers', signal);
    return answer.ok && answer.status === 200 && isProviders(answer.body);
  }

  async function look(entry: Entry): Promise<void> {
    entry.looking?.abort();
    const mine = new AbortController();
    entry.looking = mine;
    entry.lookedAt = clock.monotonic();
    const cancel = clock.after(ANSWER_MS, () => {
      mine.abort();
    });
    const isInside = await answersInside(entry.profile, mine.signal).catch(() => false);
    cancel();
    // A newer look, or another address, has its own answer.
    if (entry.looking !== mine) return;
    entry.looking = null;
    const place = isInside ? 'inside' : 'outside';
    if (place === entry.place) return;
    entry.place = place;
    ports.onChange();
  }

  function lookAll(): void {
    for (const entry of entries.values()) void look(entry);
  }

  function watch(): void {
    if (ports.network() !== network) {
      network = ports.network();
      lookAll();
      return;
    }
    for (const entry of entries.values()) {
      const isDue = clock.monotonic() - entry.lookedAt >= LOOK_AGAIN_MS;
      if (entry.place === 'outside' && entry.looking === null && isDue) void look(entry);
    }
  }

  function drop(id: string): void {
    entries.get(id)?.looking?.abort();
    entries.delete(id);
  }

  return {
    /** Takes the servers as they are stored. One whose addresses are new or other than before is looked for at once. */
    follow(profiles: readonly ServerProfile[]): void {
      const next = new Map(
        profiles
          .filter(({ second, enabled }) => second !== undefined && enabled)
          .map((each) => [each.id, each]),
      );
      for (const id of [...entries.keys()]) if (!next.has(id)) drop(id);
      for (const [id, profile] of next) {
        const known = entries.get(id);
        if (known !== undefined && addressesOf(known.profile) === addressesOf(profile)) {
          known.profile = profile;
          continue;
        }
        drop(id);
        const entry: Entry = { profile, place: null, looking: null, lookedAt: 0 };
        entries.set(id, entry);
        void look(entry);
      }
      if (entries.size === 0) {
        stopWatching?.();
        stopWatching = null;
      } else stopWatching ??= clock.every(NETWORK_MS, watch);
    },
    /** The place whose address is used; `null` for a server with one address, and until it is known. */
    placeOf: (serverId: string): AddressPlace | null => entries.get(serverId)?.place ?? null,
    /** The server as it is to be reached now. Not at all until it is known from where, or if that address may not be used. */
    choose(profile: ServerProfile): ServerProfile {
      if (profile.second === undefined || !profile.enabled) return profile;
      const place = entries.get(profile.id)?.place ?? null;
      const at = place === null ? null : atPlace(profile, place);
      return at !== null && place !== null && isUsable(at, place) ? at : { ...profile, enabled: false };
    },
    /** A stream that is interrupted may go on by the other address. */
    noteState(serverId: string, { kind }: ConnectionState): void {
      const entry = entries.get(serverId);
      if (kind === 'waiting' && entry?.looking === null) void look(entry);
    },
    stop(): void {
      stopWatching?.();
      for (const id of [...entries.keys()]) drop(id);
    },
  };
}

function addressesOf({ baseUrl, tls, proxy, second }: ServerProfile): string {
  return JSON.stringify([baseUrl, tls, proxy, second]);
}
