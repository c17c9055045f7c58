import type { Hop, ProxyHop } from './route.ts';

/** Keywords of a PAC answer (https://developer.mozilla.org/docs/Web/HTTP/Proxy_servers_and_tunneling). */
const KINDS: Readonly<Record<string, ProxyHop['kind']>> = {
  PROXY: 'http',
  HTTP: 'http',
  HTTPS: 'https',
  SOCKS: 'socks4',
  SOCKS4: 'socks4',
  SOCKS5: 'socks5',
};

/** More alternatives than this are ignored. */
const MAX_HOPS = 8;

/**
 * Parses the answer of a system's proxy settings or a PAC script: `PROXY a:3128; SOCKS5 b:1080; DIRECT`, in the order in
 * which they are tried. `null` when nothing in it can be used: that is an error, not a reason to connect directly.
 */
export function parseProxyList(text: string): readonly Hop[] | null {
  const hops = text
    .split(';')
    .map((entry) => toHop(entry.trim()))
    .filter((hop) => hop !== null)
    .slice(0, MAX_HOPS);
  return hops.length === 0 ? null : hops;
}

function toHop(entry: string): Hop | null {
  if (/^DIRECT$/i.test(entry)) return { kind: 'direct' };
  const [, word = '', host = '', port = ''] =
    /^(\w+)\s+(\[[0-9a-f:.]+\]|[^\s:/]+):(\d{1,5})$/i.exec(entry) ?? [];
  const kind = KINDS[word.toUpperCase()];
  if (kind === undefined || Number(port) > 65_535) return null;
  return { kind, host: host.replace(/^\[|\]$/g, ''), port: Number(port) };
}
