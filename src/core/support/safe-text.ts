import { isPrivateHost, toUrl } from '../servers/base-url.ts';

const MAX_CHARS = 60;
/** Names of products and versions. Anything else may be more than a name. */
const PLAIN = /^[\p{L}\p{N} .,:+()/_-]+$/u;
/** A word so long is no name but a key, and what begins so is a JSON web token. */
const KEY = /[\p{L}\p{N}_]{25,}|eyJ/u;
/** "1.2.3.4" */
const ADDRESS = /(?:\d{1,3}\.){3}\d{1,3}|[0-9a-f]*::?[0-9a-f]+:[0-9a-f:]+/i;

/** What another program says of itself, if it can be nothing but a short name or a version. */
export function safeText(text: string): string {
  if (text === '') return 'not known';
  const isName = text.length <= MAX_CHARS && PLAIN.test(text) && !KEY.test(text);
  return isName && !text.includes('://') && !ADDRESS.test(text) ? text : '(left out)';
}

/** Names that many homes have. */
const COMMON_NAMES: ReadonlySet<string> = new Set([
  'homeassistant.local',
  'homeassistant',
  'hassio.local',
  'localhost',
]);

/** An address without what only this house has: "https, a public name, port 443, below a path". */
export function describeAddress(baseUrl: string): string {
  const url = toUrl(baseUrl);
  if (url === null) return 'not readable';
  const { protocol, hostname, port, pathname } = url;
  return [
    protocol.replace(/:$/, ''),
    describeHost(hostname.toLowerCase()),
    `port ${port === '' ? (protocol === 'https:' ? '443' : '80') : port}`,
    ...(pathname === '/' || pathname === '' ? [] : ['below a path']),
  ].join(', ');
}

function describeHost(host: string): string {
  if (COMMON_NAMES.has(host)) return host;
  const isNumber = host.startsWith('[') || /^[\d.]+$/.test(host);
  if (isNumber && /^(?:127\.|\[::1\])/.test(host)) return 'this computer';
  if (isNumber)
    return `${isPrivateHost(host) ? 'a private' : 'a public'} ${host.startsWith('[') ? 'IPv6' : 'IPv4'} address`;
  if (host.endsWith('.ui.nabu.casa')) return 'Home Assistant Cloud';
  return isPrivateHost(host) ? 'a name of the home' : 'a public name';
}
