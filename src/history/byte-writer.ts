/** Bytes that are written one after the other into a buffer that grows. */
export interface ByteWriter {
  length(): number;
  byte(value: number): void;
  /** A whole number from 0 to 2^53 - 1: seven bits a byte, the lowest first. */
  varint(value: number): void;
  /** A whole number of either sign. */
  signed(value: number): void;
  float64(value: number): void;
  bytes(value: Uint8Array): void;
  /** Its length in bytes, then its UTF-8. */
  text(value: string): void;
  /** What was written, as its own copy; the writer begins anew. */
  take(): Uint8Array;
  /** The same without a copy: to be read before the next is written. */
  view(): Uint8Array;
}

/** Texts whose length is one byte, and that are written letter by letter. */
const MAX_SHORT_CHARS = 40;

export function createByteWriter(firstBytes = 4_096): ByteWriter {
  let buffer = Buffer.allocUnsafeSlow(firstBytes);
  let used = 0;

  function reserve(bytes: number): void {
    if (used + bytes <= buffer.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(buffer.length * 2, used + bytes));
    buffer.copy(larger, 0, 0, used);
    buffer = larger;
  }

  function varint(value: number): void {
    reserve(8);
    let left = value;
    while (left >= 0x80) {
      buffer[used] = (left % 0x80) | 0x80;
      used += 1;
      left = Math.floor(left / 0x80);
    }
    buffer[used] = left;
    used += 1;
  }

  /** Calling into the runtime costs more than a few letters do. False, with nothing written, when there are others. */
  function writeAscii(value: string): boolean {
    reserve(value.length + 1);
    for (let index = 0; index < value.length; index += 1) {
      const code = value.charCodeAt(index);
      if (code >= 0x80) return false;
      buffer[used + 1 + index] = code;
    }
    buffer[used] = value.length;
    used += value.length + 1;
    return true;
  }

  return {
    length: () => used,
    byte(value) {
      reserve(1);
      buffer[used] = value;
      used += 1;
    },
    varint,
    signed: (value) => varint(value < 0 ? -value * 2 - 1 : value * 2),
    float64(value) {
      reserve(8);
      used = buffer.writeDoubleLE(value, used);
    },
    bytes(value) {
      reserve(value.length);
      buffer.set(value, used);
      used += value.length;
    },
    text(value) {
      if (value.length <= MAX_SHORT_CHARS && writeAscii(value)) return;
      const length = Buffer.byteLength(value);
      varint(length);
      reserve(length);
      used += buffer.write(value, used);
    },
    take() {
      const taken = Uint8Array.prototype.slice.call(buffer, 0, used);
      used = 0;
      return taken;
    },
    view() {
      const written = buffer.subarray(0, used);
      used = 0;
      return written;
    },
  };
}
