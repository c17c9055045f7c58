import { BlockList } from 'node:net';
import { networkInterfaces, type NetworkInterfaceInfo } from 'node:os';
import multicastDns, { type MulticastDNS, type ResponsePacket } from 'multicast-dns';
import type { Clock } from '../core/clock.ts';
import type { MdnsEvents, MdnsProblem, MdnsQuestion, MdnsRecord, OpenMdns } from '../core/discovery/mdns.ts';

/** Each interface costs a socket. A computer with containers has dozens that lead nowhere. */
const MAX_SOCKETS = 12;
/** Names of strangers are asked for, too: one question must stay one small packet. */
const MAX_QUESTIONS = 12;
/** How often is looked whether an interface came or went. */
const LOOK_MS = 5_000;
const MDNS_PORT = 5353;

export interface MdnsSocketsPorts {
  readonly clock: Pick<Clock, 'every'>;
  /** Tests have an own one, so that they meet nobody. */
  readonly port?: number;
  /** Those of this computer; tests have loopback. */
  readonly interfaces?: () => ReturnType<typeof networkInterfaces>;
}

interface Place {
  /** Address of IPv4, or `::%interface` of IPv6. */
  readonly key: string;
  readonly family: 'udp4' | 'udp6';
  /** The computers that are reached without a router. */
  readonly onLink: BlockList;
}

/**
 * Multicast DNS by `multicast-dns`, on which `bonjour-service` stands, too. The browser of the latter reads only answers that fit
 * one packet, misses a changed address, and keeps all that a stranger sends. There is one socket for each interface and family,
 * because a socket sends through one interface only. Where another program has the port for itself, questions are sent from any
 * port, and answered to it (RFC 6762 5.1).
 */
export function createMdnsSockets(ports: MdnsSocketsPorts): OpenMdns {
  const { clock, port = MDNS_PORT, interfaces = outerInterfaces } = ports;
  return (events) => {
    const open = new Map<string, ReturnType<typeof openPlace>>();
    /** No socket could be had, or nothing could be sent. */
    const failed = new Set<string>();
    let isClosed = false;

    function judge(): void {
      const places = new Set([...open.keys(), ...failed]);
      const problem: MdnsProblem | null =
        places.size === 0 ? 'no-network' : [...places].every((key) => failed.has(key)) ? 'no-socket' : null;
      events.onProblem(problem);
    }

    function look(): void {
      if (isClosed) return;
      const places = listPlaces(interfaces());
      const keys = new Set(places.map(({ key }) => key));
      for (const [key, place] of open) {
        if (keys.has(key)) continue;
        place.close();
        open.delete(key);
      }
      for (const key of failed) if (!keys.has(key)) failed.delete(key);
      let hasNew = false;
      for (const place of places) {
        if (open.has(place.key)) continue;
        hasNew = true;
        const told = {
          onRecords: events.onRecords,
          onOpenAgain: events.onInterface,
          onWorks(works: boolean): void {
            if (!open.has(place.key) || failed.has(place.key) === !works) return;
            if (works) failed.delete(place.key);
            else failed.add(place.key);
            judge();
          },
        };
        open.set(place.key, openPlace(place, port, told));
      }
      judge();
      if (hasNew) events.onInterface();
    }

    const cancelLook = clock.every(LOOK_MS, look);
    // The caller has no sockets before this function returns.
    queueMicrotask(look);
    return {
      ask(questions) {
        for (const place of open.values()) place.ask(questions);
      },
      close() {
        isClosed = true;
        cancelLook();
        for (const place of open.values()) place.close();
        open.clear();
      },
    };
  };
}

interface PlaceEvents extends Pick<MdnsEvents, 'onRecords'> {
  /** With another socket, from which nothing was asked yet. */
  onOpenAgain(): void;
  /** Whether it hears this network and can be heard there. */
  onWorks(works: boolean): void;
}

/** One socket; another in its place where the first can't have the port. */
function openPlace({ key, family, onLink }: Place, port: number, events: PlaceEvents) {
  let socket: MulticastDNS | null = null;
  let isClosed = false;
  let isDeaf = false;
  let isMute = false;

  function judge(): void {
    if (!isClosed) events.onWorks(!isDeaf && !isMute);
  }

  function open(hasPort: boolean): void {
    const mine = multicastDns({
      port,
      type: family,
      interface: key,
      ip: family === 'udp4' ? '224.0.0.251' : 'ff02::fb',
      bind: hasPort ? (family === 'udp4' ? '0.0.0.0' : '::') : false,
    });
    socket = mine;
    // A packet that can't be read is a warning too. It tries again to join every few seconds.
    mine.on('warning', (error) => {
      if (!('syscall' in error) || error.syscall !== 'addMembership') return;
      isDeaf = true;
      judge();
    });
    mine.on('networkInterface', () => {
      isDeaf = false;
      judge();
    });
    // Without a listener an error would end the program.
    mine.on('error', () => {
      if (socket !== mine || isClosed) return;
      mine.destroy();
      socket = null;
      isMute = !hasPort;
      judge();
      if (!hasPort) return;
      open(false);
      events.onOpenAgain();
    });
    mine.on('response', (packet, { address, port: from }) => {
      // RFC 6762 6 and 11: others are silently ignored.
      if (isClosed || from !== port || !onLink.check(address.replace(/%.*$/, ''), ipVersion(family))) return;
      events.onRecords(toRecords(packet));
    });
  }

  open(true);
  return {
    ask(questions: readonly MdnsQuestion[]): void {
      const asked = socket;
      const askable = questions.filter(({ name }) => !name.split('.').includes(''));
      asked?.query({ questions: askable.slice(0, MAX_QUESTIONS) }, (error: Error | null) => {
        if (socket !== asked) return;
        isMute = error instanceof Error;
        judge();
      });
    },
    close(): void {
      isClosed = true;
      socket?.destroy();
      socket = null;
    },
  };
}

function listPlaces(all: ReturnType<typeof networkInterfaces>): readonly Place[] {
  return Object.entries(all)
    .flatMap(([name, addresses = []]) => [
      ...addresses.filter(isFamily('IPv4')).map(({ address }) => ({
        key: address,
        family: 'udp4' as const,
        onLink: subnetsOf(addresses.filter(isFamily('IPv4'))),
      })),
      ...addresses
        .filter(isFamily('IPv6'))
        .slice(0, 1)
        .map(() => ({
          key: `::%${name}`,
          family: 'udp6' as const,
          onLink: subnetsOf(addresses.filter(isFamily('IPv6'))),
        })),
    ])
    .slice(0, MAX_SOCKETS);
}

function isFamily(family: 'IPv4' | 'IPv6') {
  return (info: NetworkInterfaceInfo): boolean => info.family === family;
}

function subnetsOf(addresses: readonly NetworkInterfaceInfo[]): BlockList {
  const list = new BlockList();
  for (const { cidr, family } of addresses) {
    const [address = '', bits = ''] = cidr?.split('/') ?? [];
    if (address !== '') list.addSubnet(address, Number(bits), family === 'IPv4' ? 'ipv4' : 'ipv6');
  }
  return list;
}

function ipVersion(family: Place['family']): 'ipv4' | 'ipv6' {
  return family === 'udp4' ? 'ipv4' : 'ipv6';
}

function outerInterfaces(): ReturnType<typeof networkInterfaces> {
  const outer = Object.entries(networkInterfaces()).filter(
    ([, addresses = []]) => !addresses.some(({ internal }) => internal),
  );
  return Object.fromEntries(outer);
}

/** The records of the kinds that are known here, without those whose content is none. */
function toRecords({ answers = [], additionals = [] }: ResponsePacket): readonly MdnsRecord[] {
  return [...answers, ...additionals].flatMap((answer): MdnsRecord[] => {
    if (!isName(answer.name)) return [];
    switch (answer.type) {
      case 'PTR':
        return isName(answer.data) ? [{ ...headOf(answer), type: 'PTR', target: answer.data }] : [];
      case 'SRV':
        return isName(answer.data.target)
          ? [{ ...headOf(answer), type: 'SRV', target: answer.data.target, port: answer.data.port }]
          : [];
      case 'TXT':
        return [{ ...headOf(answer), type: 'TXT', texts: toTexts(answer.data) }];
      case 'A':
      case 'AAAA':
        return [{ ...headOf(answer), type: answer.type, address: answer.data }];
      default:
        return [];
    }
  });
}

/** Whole, without control characters, within the limits of RFC 1035 2.3.4. A label of a service may have a full stop in it. */
function isName(name: string): boolean {
  return (
    !/[\p{Cc}\ufffd]/u.test(name) &&
    Buffer.byteLength(name) < 255 &&
    name.split('.').every((label) => Buffer.byteLength(label) < 64)
  );
}

function headOf({
  name,
  ttl = 0,
  flush = false,
}: {
  name: string;
  ttl?: number | undefined;
  flush?: boolean | undefined;
}) {
  return { name, ttl, flush };
}

function toTexts(data: string | Buffer | readonly (string | Buffer)[]): readonly string[] {
  return (Array.isArray(data) ? data : [data]).map((text: string | Buffer) => text.toString('utf8'));
}
