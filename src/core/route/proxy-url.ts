import { LIMITS } from '../limits.ts';
import type { ProxyHop } from './route.ts';

export type ParsedProxyUrl =
  | {
      readonly ok: true;
      /** `scheme://host:port`, without a login. */
      readonly url: string;
      /** With the login, if one was allowed and present. */
      readonly hop: ProxyHop;
    }
  | { readonly ok: false; readonly message: string };

/** Schemes as in curl and browsers. With SOCKS 4a and 5 the proxy looks up names; we do the same for 4 and 5. */
const KINDS: Readonly<Record<string, ProxyHop['kind']>> = {
  http: 'http',
  https: 'https',
  socks: 'socks5',
  socks4: 'socks4',
  socks4a: 'socks4',
  socks5: 'socks5',
  socks5h: 'socks5',
};
const DEFAULT_PORTS: Readonly<Record<ProxyHop['kind'], number>> = {
  http: 80,
  https: 443,
  socks4: 1080,
  socks5: 1080,
};

/**
 * Parses the address of a proxy as people type it, or returns one sentence about what is wrong with it.
 *
 * @param login whether a user name and password inside are accepted. Otherwise they are refused, because an address is
 *   shown and stored as plain text
 */
export function parseProxyUrl(input: string, login: 'refused' | 'taken'): ParsedProxyUrl {
  const text = input.trim();
  if (text === '') return refuse('The address of the proxy is empty. Type it as http://proxy.example:3128.');
  if (text.length > LIMITS.maxUrlChars) return refuse('The address of the proxy is too long.');
  const url = toUrl(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`);
  if (url === null) return refuse('This is not the address of a proxy. Example: http://proxy.example:3128.');
  const kind = KINDS[url.protocol.slice(0, -1)];
  if (kind === undefined) {
    return refuse('The address of a proxy starts with http://, https:// or socks5://.');
  }
  if (login === 'refused' && (url.username !== '' || url.password !== '' || text.includes('@'))) {
    return refuse('Leave the user name and password out of the address of the proxy.');
  }
  if ((url.pathname !== '' && url.pathname !== '/') || url.search !== '' || url.hash !== '') {
    return refuse('The address of a proxy ends with its port. Leave out what comes after it.');
  }
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const port = url.port === '' ? DEFAULT_PORTS[kind] : Number(url.port);
  const hop: ProxyHop = { kind, host, port };
  return {
    ok: true,
    url: `${kind}://${url.hostname}:${String(port)}`,
    hop: url.username === '' && url.password === '' ? hop : { ...hop, login: loginOf(url) },
  };
}

function loginOf({ username, password }: URL): { user: string; password: string } {
  return { user: decode(username), password: decode(password) };
}

/** A single per cent sign is literal. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Schemes other than http and https have a host only after `//`. */
function toUrl(text: string): URL | null {
  if (/[\s\\]/.test(text)) return null;
  try {
    const url = new URL(text);
    // `URL` checks and lower-cases a host only for http and https, so the others are parsed as http.
    const checked = new URL(`http://${url.host}`);
    return checked.hostname === '' ? null : url;
  } catch {
    return null;
  }
}

function refuse(message: string): ParsedProxyUrl {
  return { ok: false, message };
}
