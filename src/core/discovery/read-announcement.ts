import { toLine } from '../events/text.ts';
import { LIMITS } from '../limits.ts';
import { isPrivateHost, parseBaseUrl, toUrl } from '../servers/base-url.ts';
import type { Announcement } from './service-records.ts';

/** What can be offered of an announcement. */
export interface AnnouncedServer {
  /** One safe line, never empty. */
  readonly instance: string;
  readonly uuid: string | null;
  readonly name: string;
  readonly version: string;
  /** Normalised by `parseBaseUrl`, at least one, best first. */
  readonly urls: readonly string[];
}

const MAX_NAME = 63;
const UUID = /^[0-9a-f]{32}$/;
/** 2026.11.0, 2026.12.0b3, 2026.12.0.dev202611270231, 0.110.7 */
const VERSION = /^\d{1,4}\.\d{1,4}(?:\.\d{1,4})?(?:b\d{1,3}|\.?dev\d{1,14})?$/;

/**
 * Reads an announcement as what it is: a text by anybody on this network. It can make us offer only a computer of a home network,
 * never this computer itself or one of the internet, and never a path, so that asking whether Home Assistant is there has no
 * effect elsewhere. `null` where nothing can be offered.
 */
export function readAnnouncement({ instance, port, texts, addresses }: Announcement): AnnouncedServer | null {
  const values = toValues(texts);
  const line = toLine(instance, MAX_NAME);
  const name = toLine(values.get('location_name') ?? '', MAX_NAME);
  const uuid = values.get('uuid')?.toLowerCase() ?? '';
  const version = values.get('version') ?? '';
  const urls = toUrls([values.get('internal_url'), values.get('base_url')], addresses, port);
  if (urls.length === 0) return null;
  const known = line === '' ? 'Home Assistant' : line;
  return {
    instance: known,
    uuid: UUID.test(uuid) ? uuid : null,
    name: name === '' ? known : name,
    version: VERSION.test(version) ? version : '',
    urls,
  };
}

function toUrls(
  announced: readonly (string | undefined)[],
  addresses: readonly string[],
  port: number,
): readonly string[] {
  const hosts = addresses.map((address) => (address.includes(':') ? `[${address}]` : address));
  const texts = [
    ...announced,
    ...hosts.map((host) => `http://${host}:${String(port)}`),
    // One that speaks https at its port, and says so nowhere.
    ...hosts.slice(0, 1).map((host) => `https://${host}:${String(port)}`),
  ];
  const urls = texts.map((text) => (text === undefined ? null : toOffered(text)));
  return [...new Set(urls.filter((url) => url !== null))].slice(0, LIMITS.maxAnnouncedUrls);
}

/** Scheme, host and port of an address in a home network; `null` for any other. */
function toOffered(text: string): string | null {
  if (text.length > LIMITS.maxUrlChars) return null;
  const url = toUrl(text);
  if (url === null || !/^https?:$/.test(url.protocol) || url.port === '0') return null;
  const { hostname } = url;
  if (!isPrivateHost(hostname) || isOurselves(hostname)) return null;
  const parsed = parseBaseUrl(url.origin);
  return parsed.ok ? parsed.baseUrl : null;
}

/** Loopback, and addresses of IPv6 that mean nothing without the interface. */
function isOurselves(hostname: string): boolean {
  return hostname === 'localhost' || hostname.startsWith('127.') || /^\[(?:::1\]|fe[89ab])/.test(hostname);
}

/** `key=value`: the first of each key counts (RFC 6763 6.4). */
function toValues(texts: readonly string[]): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const text of texts) {
    const split = text.indexOf('=');
    const key = text.slice(0, split).toLowerCase();
    if (split > 0 && !values.has(key)) values.set(key, text.slice(split + 1));
  }
  return values;
}
