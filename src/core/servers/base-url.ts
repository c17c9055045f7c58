import { LIMITS } from '../limits.ts';

export type ParsedBaseUrl =
  | {
      readonly ok: true;
      /** `http(s)://host[:port][/path]`, no trailing slash, no user, query or fragment. */
      readonly baseUrl: string;
      /** Scheme, host and port: what a secret is bound to. */
      readonly origin: string;
      /** Unencrypted http to a host outside the home: a secret would be readable on the way. */
      readonly insecure: boolean;
    }
  | { readonly ok: false; readonly message: string };

/** Port of Home Assistant Container and Core, and of Home Assistant OS before 2026.8. */
const DEFAULT_PORT = 8123;

const TOO_LONG = 'The address is too long. Type only the part up to the port.';

// eslint-disable-next-line no-control-regex
const FORBIDDEN = /[\s\u0000-\u001f\u007f\\<>"^`{|}]/;
const HAS_FORBIDDEN = 'The address has a space or a character that no address can have. Remove it.';

/** Pages of Home Assistant that people copy the address from. They are not part of its base address. */
const PAGE_PATH =
  /\/(?:api(?:\/stream)?|lovelace|developer-tools|profile|config|history|logbook|auth|home|states)(?:\/.*)?$/;

/**
 * Turns an address as people type it into a base URL, or returns one sentence about what is wrong with it and what to do.
 * A bare host gets http and Home Assistant's usual port; an address with a scheme is used as it is.
 */
export function parseBaseUrl(input: string): ParsedBaseUrl {
  const text = input.trim();
  if (text === '') return refuse('The address is empty. Type the one you open in the browser.');
  if (text.length > LIMITS.maxUrlChars) return refuse(TOO_LONG);
  if (FORBIDDEN.test(text)) return refuse(HAS_FORBIDDEN);
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1]?.toLowerCase();
  if (scheme !== undefined && scheme !== 'http' && scheme !== 'https') {
    return refuse(`An address that starts with ${scheme}:// can't be used. Use http:// or https://.`);
  }
  const host = bracketIpv6(text);
  const url = toUrl(scheme === undefined ? `http://${host}` : text);
  // The name is already normalised: a full-width quotation mark has become an ordinary one (UTS 46).
  if (url !== null && FORBIDDEN.test(url.hostname)) return refuse(HAS_FORBIDDEN);
  if (url === null) {
    return refuse('This is not an address. Examples: homeassistant.local, http://192.168.1.5:8123.');
  }
  if (url.username !== '' || url.password !== '' || text.includes('@')) {
    return refuse(
      'Leave the user name and password out of the address. Porchlight asks for the key separately.',
    );
  }
  if (url.search !== '') return refuse('Leave out everything from the question mark on.');
  if (url.hostname === 'http' || url.hostname === 'https') {
    return refuse('The address starts with http twice. Remove one.');
  }
  if (scheme === undefined && !hasPort(host)) url.port = String(DEFAULT_PORT);
  const baseUrl = url.origin + url.pathname.replace(PAGE_PATH, '').replace(/\/+$/, '');
  // Characters outside ASCII become several times as long.
  if (baseUrl.length > LIMITS.maxUrlChars) return refuse(TOO_LONG);
  return {
    ok: true,
    baseUrl,
    origin: url.origin,
    insecure: url.protocol === 'http:' && !isPrivateHost(url.hostname),
  };
}

/** Origin of a base URL that `parseBaseUrl` made. */
export function originOf(baseUrl: string): string {
  return new URL(baseUrl).origin;
}

/**
 * A host that can only be in this home or behind its VPN: RFC 1918, RFC 6598, RFC 4193, loopback, link-local, names
 * without a dot and the home domains of RFC 6762, RFC 8375 and the usual routers.
 */
export function isPrivateHost(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '').toLowerCase();
  if (host === 'localhost' || host === '::1') return true;
  if (/^(?:f[cd][0-9a-f]{2}|fe[89ab][0-9a-f]):/.test(host)) return true;
  if (/^(?:127|10)\.|^192\.168\.|^169\.254\.|^172\.(?:1[6-9]|2\d|3[01])\./.test(host)) return isIpv4(host);
  if (/^100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\./.test(host)) return isIpv4(host);
  if (isIpv4(host) || host.includes(':')) return false;
  return !host.includes('.') || /\.(?:local|lan|home|internal|localdomain|home\.arpa|fritz\.box)$/.test(host);
}

/** A port was typed, even one that a URL leaves out because its scheme implies it. */
function hasPort(text: string): boolean {
  return /^\/*[^/?#]*:\d+(?:[/?#]|$)/.test(text);
}

function isIpv4(host: string): boolean {
  return /^\d{1,3}(?:\.\d{1,3}){3}$/.test(host);
}

/** `fe80::1` and `::1` as people type them, without the brackets that a URL requires. */
function bracketIpv6(text: string): string {
  return /^[0-9a-f]*:[0-9a-f:]*:[0-9a-f.:]*$/i.test(text) ? `[${text}]` : text;
}

/** A text as a URL with a host; `null` where it is none. */
export function toUrl(text: string): URL | null {
  try {
    const url = new URL(text);
    return url.hostname === '' ? null : url;
  } catch {
    return null;
  }
}

function refuse(message: string): ParsedBaseUrl {
  return { ok: false, message };
}
