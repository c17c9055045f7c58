/** What a guard with these limits lets through of a whole stream, one character for each byte. */
export interface GuardedStream {
  readonly text: string;
  /** Bytes of each dropped block, line ends not counted. */
  readonly oversize: readonly number[];
}

/** A second opinion on the frame guard: splits everything first, then looks at each block. */
export function guardSlowly(
  stream: string,
  limits: { readonly maxLineBytes: number; readonly maxEventBytes: number },
): GuardedStream {
  const lines = stream.split(/\r\n|\n|\r/).slice(0, -1);
  const oversize: number[] = [];
  let text = '';
  let block: string[] = [];
  let isFirst = true;
  for (const line of lines) {
    if (line !== '') {
      block.push(line);
      continue;
    }
    const bytes = block.join('').length;
    if (bytes > limits.maxEventBytes || block.some(({ length }) => length > limits.maxLineBytes)) {
      oversize.push(bytes);
    } else {
      const seen = isFirst
        ? block.map((kept, index) => (index === 0 ? kept.replace(/^\xef\xbb\xbf/, '') : kept))
        : block;
      const data = seen.filter((kept) => /^data(?::|$)/.test(kept));
      if (data.length > 0) text += `${data.join('\n')}\n\n`;
    }
    block = [];
    isFirst = false;
  }
  return { text, oversize };
}
