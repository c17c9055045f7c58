import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';

/** The only origin of our pages. */
export const PAGE_SCHEME = 'app';
export const PAGE_HOST = 'porchlight';
export const PAGE_ORIGIN = `${PAGE_SCHEME}://${PAGE_HOST}`;

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.wav': 'audio/wav',
};

/**
 * The page may run its own scripts and show its own files, and nothing else. Lit renders through the one Trusted
 * Types policy that it names. https://w3c.github.io/webappsec-csp/ and https://w3c.github.io/trusted-types/dist/spec/
 */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "media-src 'self'",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types lit-html',
  "webrtc 'block'",
].join('; ');

const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-content-type-options': 'nosniff',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-dns-prefetch-control': 'off',
  'cache-control': 'no-store',
};

export interface PageAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | null;
}

/** Address of a page that plays a sound and does nothing else. */
export function soundPage(sound: string): string {
  return `${PAGE_ORIGIN}/sounds/${sound}.html`;
}

/**
 * Serves the files of the page, and the sounds, each also as a page that plays it. The list is made once, from the built
 * files. A path that is not on it does not exist, whatever dots or escapes it has.
 */
export function createPageFiles(folder: string, sounds: string): (url: string) => PageAnswer {
  const known = new Map(listFiles(folder, '').map((path) => [`/${path}`, join(folder, path)]));
  const players = new Map<string, Buffer>();
  for (const file of listFiles(sounds, '')) {
    known.set(`/sounds/${file}`, join(sounds, file));
    const player = `<!doctype html><title>Porchlight</title><audio autoplay src="${file}"></audio>`;
    players.set(`/sounds/${file.replace(/\.wav$/, '.html')}`, Buffer.from(player));
  }
  return (url) => {
    const path = toPath(url);
    const player = path === null ? undefined : players.get(path);
    if (player !== undefined)
      return {
        status: 200,
        headers: { ...SECURITY_HEADERS, 'content-type': 'text/html; charset=utf-8' },
        body: player,
      };
    const file = path === null ? undefined : known.get(path === '/' ? '/index.html' : path);
    if (file === undefined) return { status: 404, headers: SECURITY_HEADERS, body: null };
    const type = MEDIA_TYPES[extname(file)] ?? 'application/octet-stream';
    return { status: 200, headers: { ...SECURITY_HEADERS, 'content-type': type }, body: readFileSync(file) };
  };
}

function toPath(url: string): string | null {
  try {
    const { protocol, host, pathname } = new URL(url);
    return protocol === `${PAGE_SCHEME}:` && host === PAGE_HOST ? pathname : null;
  } catch {
    return null;
  }
}

/** Paths with forward slashes, relative to the folder. Source maps are left out: they help only those who have the sources. */
function listFiles(folder: string, inside: string): readonly string[] {
  return readdirSync(join(folder, inside), { withFileTypes: true }).flatMap((entry) => {
    const path = inside === '' ? entry.name : `${inside}/${entry.name}`;
    if (entry.isDirectory()) return listFiles(folder, path);
    return entry.isFile() && !path.endsWith('.map') ? [path] : [];
  });
}
