/** A context's id has 128 bits: as 32 hex digits, or as a ULID of 26 letters and digits. https://github.com/ulid/spec */
const HEX = /^[0-9a-f]{32}$/;
const ULID = /^[0-7][0-9a-hjkmnp-tv-z]{25}$/;
const ULID_DIGITS = '0123456789abcdefghjkmnpqrstvwxyz';
const VALUES = new Map(Array.from(ULID_DIGITS, (digit, value) => [digit, value]));

/** An id in lower case: 16 bytes if it has one of the two forms, else its text. */
export function toIdBytes(id: string): Uint8Array | string {
  if (id.length === 32 && HEX.test(id)) return Buffer.from(id, 'hex');
  return id.length === 26 && ULID.test(id) ? readUlid(id) : id;
}

/** Five bits a digit; the first has three. */
function readUlid(id: string): Uint8Array {
  const bytes = new Uint8Array(16);
  let bits = 0;
  let held = 0;
  let at = 0;
  for (let index = 0; index < id.length; index += 1) {
    bits = (bits << 5) | (VALUES.get(id[index] ?? '') ?? 0);
    held += index === 0 ? 3 : 5;
    if (held < 8) continue;
    held -= 8;
    bytes[at] = (bits >> held) & 0xff;
    bits &= (1 << held) - 1;
    at += 1;
  }
  return bytes;
}
