import type { Random } from '../../src/core/clock.ts';
import { cutRandomly } from '../support/cut-bytes.ts';
import { toChunk } from './http-wire.ts';

/** Bytes for one `write`, and how long after the one before. Virtual ms. */
export interface Piece {
  readonly bytes: Uint8Array;
  readonly delayMs: number;
}

/** How one connection's bytes are cut and slowed down on their way. */
export interface Pacing {
  /** The head of an answer comes this late. */
  readonly headDelayMs: number;
  /** One text of the body as packets, in chunked coding. */
  pace(bytes: Uint8Array): Iterable<Piece>;
}

/** A chance for each kind of latency that networks have, and for each way of cutting. */
export function createPacing(random: Random, maxPackets: number): Pacing {
  const isSlow = random() < 0.3;
  const maxPiece = [1, 3, 17, 200, 5_000, Number.POSITIVE_INFINITY][Math.floor(random() * 6)] ?? 1;
  const codesFirst = random() < 0.5;

  const delay = (): number => (isSlow && random() < 0.05 ? random() * 150 : 0);

  function cut(bytes: Uint8Array): readonly Uint8Array[] {
    const size = Math.max(maxPiece, (2 * bytes.length) / maxPackets);
    return size >= bytes.length ? [bytes] : cutRandomly(bytes, random, Math.ceil(size));
  }

  return {
    headDelayMs: random() < 0.5 ? 0 : random() * 1_500,
    *pace(bytes) {
      const packets = codesFirst ? cut(toChunk(bytes)) : cut(bytes).map(toChunk);
      let left = packets.reduce((sum, packet) => sum + packet.length, 0);
      for (const packet of packets) {
        // The chunk's own line end follows at once: the account takes the last packet for the message's last byte.
        const delayMs = codesFirst && left <= 2 ? 0 : delay();
        left -= packet.length;
        if (packet.length > 0) yield { bytes: packet, delayMs };
      }
    },
  };
}
