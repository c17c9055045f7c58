import { createReadStream } from 'node:fs';
import { describeUnreadable } from './describe-file-problem.ts';

export type ReadTextFile =
  | { readonly ok: true; readonly text: string }
  /** One sentence or two. */
  | { readonly ok: false; readonly problem: string };

/** Reads a small text of UTF-8, also from a pipe. Never throws. `name` is the file as a person knows it. */
export async function readTextFile(path: string, name: string, maxBytes: number): Promise<ReadTextFile> {
  const parts: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const part of createReadStream(path) as AsyncIterable<Buffer>) {
      bytes += part.length;
      if (bytes > maxBytes) return refuse(`${name} is larger than ${String(maxBytes / 1_024)} kB. Split it.`);
      parts.push(part);
    }
  } catch (error) {
    return refuse(describeUnreadable(error, name));
  }
  const content = Buffer.concat(parts);
  if (isUtf16(content)) return refuse(`${name} is UTF-16. Save it as UTF-8.`);
  try {
    return { ok: true, text: new TextDecoder('utf-8', { fatal: true }).decode(content) };
  } catch {
    return refuse(`${name} is not UTF-8. Save it as UTF-8.`);
  }
}

/** By its byte order mark, or because every second byte of ASCII is zero. */
function isUtf16(content: Buffer): boolean {
  const [first, second] = content;
  return (
    (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff) || first === 0 || second === 0
  );
}

function refuse(problem: string): ReadTextFile {
  return { ok: false, problem };
}
