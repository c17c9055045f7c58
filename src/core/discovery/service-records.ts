import type { Clock } from '../clock.ts';
import { LIMITS } from '../limits.ts';
import { SERVICE, type MdnsQuestion, type MdnsRecord } from './mdns.ts';

/** Everything that is known of one instance of the service. All of it was sent by somebody on this network. */
export interface Announcement {
  /** Its name without that of the service. */
  readonly instance: string;
  readonly port: number;
  /** `key=value` */
  readonly texts: readonly string[];
  readonly addresses: readonly string[];
}

interface Instance {
  readonly name: string;
  endsAt: number;
  srv: { readonly target: string; readonly port: number } | null;
  texts: readonly string[] | null;
  /** It was asked for what its first answer did not have. */
  isAsked: boolean;
}

/** A goodbye counts after a second, in which another may say that it is still true (RFC 6762 10.1). */
const GOODBYE_MS = 1_000;

/**
 * Keeps the records of the service, within limits: those in use are renewed or run out, and a stranger's flood pushes no known
 * one out. Times are of the monotonic clock.
 */
export function createServiceRecords({ clock }: { readonly clock: Pick<Clock, 'monotonic'> }) {
  const instances = new Map<string, Instance>();
  /** By lower-case name of the host. */
  const hosts = new Map<string, ReadonlySet<string>>();

  function takePointer({ target, ttl }: Extract<MdnsRecord, { type: 'PTR' }>): void {
    const key = target.toLowerCase();
    if (!key.endsWith(`.${SERVICE}`)) return;
    const known = instances.get(key);
    const endsAt = clock.monotonic() + (ttl === 0 ? GOODBYE_MS : lifeOf(ttl));
    if (known !== undefined) known.endsAt = ttl === 0 ? Math.min(known.endsAt, endsAt) : endsAt;
    else if (ttl > 0 && instances.size < LIMITS.maxAnnouncements) {
      instances.set(key, { name: target, endsAt, srv: null, texts: null, isAsked: false });
    }
  }

  function takeAddresses(records: readonly MdnsRecord[]): void {
    const used = new Set([...instances.values()].map(({ srv }) => srv?.target.toLowerCase()));
    for (const host of used) {
      if (host === undefined) continue;
      const told = records.filter((record) => isAddress(record) && record.name.toLowerCase() === host);
      if (told.length === 0) continue;
      const kept = new Set(told.some(({ flush }) => flush) ? [] : hosts.get(host));
      for (const record of told) {
        if (!isAddress(record)) continue;
        if (record.ttl === 0) kept.delete(record.address);
        else if (kept.size < LIMITS.maxAnnouncedAddresses) kept.add(record.address);
      }
      hosts.set(host, kept);
    }
    for (const host of hosts.keys()) if (!used.has(host)) hosts.delete(host);
  }

  return {
    /** Takes the records of one packet, in any order. */
    take(packet: readonly MdnsRecord[]): void {
      const records = packet.slice(0, LIMITS.maxMdnsRecords);
      for (const record of records) {
        if (record.type === 'PTR' && record.name.toLowerCase() === SERVICE) takePointer(record);
      }
      for (const record of records) {
        const instance = instances.get(record.name.toLowerCase());
        if (instance === undefined || record.ttl === 0) continue;
        if (record.type === 'SRV') instance.srv = { target: record.target, port: record.port };
        if (record.type === 'TXT') instance.texts = record.texts.slice(0, LIMITS.maxAnnouncedTexts);
      }
      takeAddresses(records);
    },
    /** Forgets what has run out. Returns whether there was any. */
    expire(): boolean {
      const before = instances.size;
      for (const [key, { endsAt }] of instances) if (endsAt <= clock.monotonic()) instances.delete(key);
      return instances.size < before;
    },
    /** What is missing of those that were seen: each is asked for at once only once. */
    missing(isAgain: boolean): readonly MdnsQuestion[] {
      const questions: MdnsQuestion[] = [];
      for (const instance of instances.values()) {
        if (instance.isAsked && !isAgain) continue;
        const { name, srv, texts } = instance;
        if (srv === null) questions.push({ name, type: 'SRV' });
        if (texts === null) questions.push({ name, type: 'TXT' });
        if (srv !== null && (hosts.get(srv.target.toLowerCase())?.size ?? 0) === 0) {
          questions.push({ name: srv.target, type: 'A' }, { name: srv.target, type: 'AAAA' });
        }
        // Its addresses can be asked for only when it has said where it is.
        if (srv !== null) instance.isAsked = true;
      }
      return questions;
    },
    /** Those of which enough is known. */
    list(): readonly Announcement[] {
      return [...instances.values()].flatMap(({ name, srv, texts }) => {
        if (srv === null || texts === null) return [];
        const instance = name.slice(0, -SERVICE.length - 1);
        return [
          { instance, port: srv.port, texts, addresses: [...(hosts.get(srv.target.toLowerCase()) ?? [])] },
        ];
      });
    },
    clear(): void {
      instances.clear();
      hosts.clear();
    },
  };
}

function isAddress(record: MdnsRecord): record is Extract<MdnsRecord, { type: 'A' | 'AAAA' }> {
  return record.type === 'A' || record.type === 'AAAA';
}

/** Milliseconds. What lives for a second would be asked for without end, and what lives for ever would never run out. */
function lifeOf(ttl: number): number {
  return Math.min(Math.max(ttl, LIMITS.leastRecordLifeS), LIMITS.mostRecordLifeS) * 1_000;
}
