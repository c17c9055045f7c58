import { parseProxyUrl } from './proxy-url.ts';
import type { Hop } from './route.ts';

const DIRECT: readonly Hop[] = [{ kind: 'direct' }];

/**
 * The proxy that the environment of a terminal names for an address, by the rules of curl and Go: `https_proxy` or
 * `http_proxy` by the scheme, then `all_proxy`, lower case before upper case, and `no_proxy` before all. This
 * computer itself is always reached directly, as in browsers. A value that is not an address is an error, `null`, and
 * does not bypass the proxy.
 */
export function proxiesFromEnvironment(
  address: string,
  env: Readonly<Record<string, string | undefined>>,
): readonly Hop[] | null {
  const url = new URL(address);
  const host = url.hostname.replace(/^\[|\]$/g, '').toLowerCase();
  const port = url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port;
  if (isLoopback(host) || isExempt(host, port, read(env, 'no_proxy') ?? '')) return DIRECT;
  const text = read(env, url.protocol === 'https:' ? 'https_proxy' : 'http_proxy') ?? read(env, 'all_proxy');
  if (text === null) return DIRECT;
  const parsed = parseProxyUrl(text, 'taken');
  return parsed.ok ? [parsed.hop] : null;
}

/** An empty variable counts as not set, as scripts leave them behind. */
function read(env: Readonly<Record<string, string | undefined>>, name: string): string | null {
  const value = [env[name], env[name.toUpperCase()]].find((text) => text !== undefined && text.trim() !== '');
  return value?.trim() ?? null;
}

/** RFC 6761 6.3, and Chromium's rules for addresses that never use a proxy. */
function isLoopback(host: string): boolean {
  return /^(?:localhost|.+\.localhost|::1|127(?:\.\d{1,3}){3})$/.test(host);
}

/** `no_proxy`: hosts and domains with or without a dot or star before them, with or without a port, and CIDR ranges. */
function isExempt(host: string, port: string, list: string): boolean {
  return list
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((entry) => entry !== '')
    .some((entry) => matches(entry, host, port));
}

function matches(entry: string, host: string, port: string): boolean {
  if (entry === '*') return true;
  if (entry.includes('/')) return isInRange(host, entry);
  const [, name = '', wanted = port] = /^(\[[^\]]*\]|[^:]*|.*:.*:.*?)(?::(\d+))?$/.exec(entry) ?? [];
  if (wanted !== port) return false;
  const bare = name.replace(/^\[|\]$/g, '').replace(/^\*?\./, '');
  return bare !== '' && (host === bare || host.endsWith(`.${bare}`));
}

/** IPv4 only: `192.168.0.0/16`. */
function isInRange(host: string, range: string): boolean {
  const [base = '', length = ''] = range.split('/');
  const from = toNumber(base);
  const at = toNumber(host);
  const bits = /^\d{1,2}$/.test(length) ? Number(length) : 33;
  if (from === null || at === null || bits > 32) return false;
  const size = 2 ** (32 - bits);
  return Math.floor(from / size) === Math.floor(at / size);
}

function toNumber(address: string): number | null {
  const parts = address.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256)) return null;
  return parts.reduce((sum, part) => sum * 256 + Number(part), 0);
}
