/** What Home Assistant announces (`homeassistant/components/zeroconf`). */
export const SERVICE = '_home-assistant._tcp.local';

/** A record of an answer, as far as it matters here. Names are as they came, `ttl` in seconds, 0 for a goodbye. */
export type MdnsRecord = {
  readonly name: string;
  readonly ttl: number;
  /** The older records of this name and type are no longer true (RFC 6762 10.2). */
  readonly flush: boolean;
} & (
  | { readonly type: 'PTR'; readonly target: string }
  | { readonly type: 'SRV'; readonly target: string; readonly port: number }
  | { readonly type: 'TXT'; readonly texts: readonly string[] }
  | { readonly type: 'A' | 'AAAA'; readonly address: string }
);

export interface MdnsQuestion {
  readonly name: string;
  readonly type: MdnsRecord['type'];
}

/** Why this network can't be listened to. */
export type MdnsProblem =
  /** No interface but loopback. */
  | 'no-network'
  /** The system gives no socket, or lets nothing out of one. */
  | 'no-socket';

export interface MdnsEvents {
  /** The records of one packet, from a computer of this network. Anybody there can send them. */
  onRecords(records: readonly MdnsRecord[]): void;
  /** An interface came: what is there has not been asked. */
  onInterface(): void;
  onProblem(problem: MdnsProblem | null): void;
}

/** Multicast DNS (RFC 6762) on all interfaces of this computer. `src/node/mdns-sockets.ts` implements it. */
export type OpenMdns = (events: MdnsEvents) => {
  ask(questions: readonly MdnsQuestion[]): void;
  close(): void;
};
