/** Texts whose length is one byte, and that are written letter by letter. */
const MAX_SHORT_CHARS = 40;

/**
 * Bytes that are written one after the other into a buffer that grows. A class, since V8 would optimise the functions of a
 * closure anew for each chapter.
 */
export class ByteWriter {
  #buffer: Buffer;
  #used = 0;

  constructor(firstBytes = 4_096) {
    this.#buffer = Buffer.allocUnsafeSlow(firstBytes);
  }

  get length(): number {
    return this.#used;
  }

  byte(value: number): void {
    this.#reserve(1);
    this.#buffer[this.#used] = value;
    this.#used += 1;
  }

  /** A whole number from 0 to 2^53 - 1: seven bits a byte, the lowest first. */
  varint(value: number): void {
    this.#reserve(8);
    let left = value;
    while (left >= 0x80) {
      this.#buffer[this.#used] = (left % 0x80) | 0x80;
      this.#used += 1;
      left = Math.floor(left / 0x80);
    }
    this.#buffer[this.#used] = left;
    this.#used += 1;
  }

  /** A whole number of either sign. */
  signed(value: number): void {
    this.varint(value < 0 ? -value * 2 - 1 : value * 2);
  }

  float64(value: number): void {
    this.#reserve(8);
    this.#used = this.#buffer.writeDoubleLE(value, this.#used);
  }

  bytes(value: Uint8Array): void {
    this.#reserve(value.length);
    this.#buffer.set(value, this.#used);
    this.#used += value.length;
  }

  /** Its length in bytes, then its UTF-8. */
  text(value: string): void {
    if (value.length <= MAX_SHORT_CHARS && this.#writeAscii(value)) return;
    const length = Buffer.byteLength(value);
    this.varint(length);
    this.#reserve(length);
    this.#used += this.#buffer.write(value, this.#used);
  }

  /** What was written, as its own copy; the writer begins anew. */
  take(): Uint8Array {
    const taken = Uint8Array.prototype.slice.call(this.#buffer, 0, this.#used);
    this.#used = 0;
    return taken;
  }

  /** The same without a copy: to be read before the next is written. */
  view(): Uint8Array {
    const written = this.#buffer.subarray(0, this.#used);
    this.#used = 0;
    return written;
  }

  #reserve(bytes: number): void {
    if (this.#used + bytes <= this.#buffer.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(this.#buffer.length * 2, this.#used + bytes));
    this.#buffer.copy(larger, 0, 0, this.#used);
    this.#buffer = larger;
  }

  /** Calling into the runtime costs more than a few letters do. False, with nothing written, when there are others. */
  #writeAscii(value: string): boolean {
    this.#reserve(value.length + 1);
    const start = this.#used + 1;
    for (let index = 0; index < value.length; index += 1) {
      const code = value.charCodeAt(index);
      if (code >= 0x80) return false;
      this.#buffer[start + index] = code;
    }
    this.#buffer[this.#used] = value.length;
    this.#used = start + value.length;
    return true;
  }
}
