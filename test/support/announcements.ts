import { SERVICE, type MdnsRecord } from '../../src/core/discovery/mdns.ts';
import type { Announcement } from '../../src/core/discovery/service-records.ts';

/** The records that Home Assistant sends of itself, by kind: its host is named after the instance, so that no two share one. */
export function homeRecords({ instance, port, texts, addresses }: Announcement, { ttl = 120 } = {}) {
  const name = `${instance}.${SERVICE}`;
  const host = `${instance.replace(/\W/g, '-')}.local`;
  return {
    pointer: { name: SERVICE, type: 'PTR', target: name, ttl, flush: false },
    srv: { name, type: 'SRV', target: host, port, ttl, flush: true },
    txt: { name, type: 'TXT', texts, ttl, flush: true },
    addresses: addresses.map((address) => ({
      name: host,
      type: address.includes(':') ? ('AAAA' as const) : ('A' as const),
      address,
      ttl,
      flush: true,
    })),
  } as const;
}

/** The same as one packet. */
export function announce(announcement: Announcement, options: { readonly ttl?: number } = {}): MdnsRecord[] {
  const { pointer, srv, txt, addresses } = homeRecords(announcement, options);
  return [pointer, srv, txt, ...addresses];
}
