/** The chunks of a body in chunked coding (RFC 9112, section 7.1), as far as it has come. The last may be cut off. */
export function splitChunks(coded: Buffer): Buffer[] {
  const chunks: Buffer[] = [];
  let at = 0;
  for (;;) {
    const lineEnd = coded.indexOf('\r\n', at);
    const size = Number.parseInt(coded.toString('latin1', at, lineEnd), 16);
    if (lineEnd === -1 || !(size > 0)) return chunks;
    chunks.push(coded.subarray(lineEnd + 2, lineEnd + 2 + size));
    at = lineEnd + 2 + size + 2;
  }
}
