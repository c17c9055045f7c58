/** A request as a server of the tests reads it. */
export interface WireRequest {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly headers: ReadonlyMap<string, string>;
  /** The secret, however it was sent; `null` when there was none. All secrets of these tests are made up. */
  readonly secret: string | null;
  /** Request line and header lines are as RFC 9112, sections 3 and 5, has them. */
  readonly isWellFormed: boolean;
}

export function parseRequest(head: string): WireRequest {
  const [requestLine = '', ...lines] = head.split('\r\n');
  const [method = '', target = ''] = requestLine.split(' ');
  const [path = '', query = ''] = target.split('?');
  const headers = new Map(
    lines.map((line): [string, string] => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
  return { method, path, headers, secret: secretOf(headers, query), isWellFormed: isWellFormed(head) };
}

function secretOf(headers: ReadonlyMap<string, string>, query: string): string | null {
  const bearer = /^Bearer (.*)$/.exec(headers.get('authorization') ?? '')?.[1];
  return bearer ?? headers.get('x-ha-access') ?? new URLSearchParams(query).get('api_password');
}

function isWellFormed(head: string): boolean {
  const [requestLine = '', ...lines] = head.split('\r\n');
  const fieldLine = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+:[\t\u0020-\u007e\u0080-\u00ff]*$/;
  return /^[A-Z]+ [!-~]+ HTTP\/1\.1$/.test(requestLine) && lines.every((line) => fieldLine.test(line));
}

export type Headers = Readonly<Record<string, string>>;

export function toHead(status: number, headers: Headers): Buffer {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(`HTTP/1.1 ${String(status)} Scripted\r\n${lines.join('')}\r\n`, 'latin1');
}

/** A chunk of RFC 9112, section 7.1. An empty one would end the body, so it becomes nothing. */
export function toChunk(bytes: Uint8Array): Uint8Array {
  if (bytes.length === 0) return bytes;
  return Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n')]);
}

export const LAST_CHUNK = Buffer.from('0\r\n\r\n');
