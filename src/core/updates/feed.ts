import * as z from 'zod';
import { toUrl } from '../servers/base-url.ts';
import type { UpdateChannel } from './updates-view.ts';

/** Where versions are looked for. Every address is of https, or of this computer. */
export interface Feed {
  listUrl(name: string, channel: UpdateChannel): string;
  fileUrl(file: string, version: string): string;
  /** The page with all versions, for people. */
  readonly page: string;
}

const GITHUB_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

/** What is used of `app-update.yml`, which electron-builder writes into a package for its setting `publish`. */
const configSchema = z.discriminatedUnion('provider', [
  z.object({ provider: z.literal('generic'), url: z.string() }),
  z.object({
    provider: z.literal('github'),
    owner: z.string().regex(GITHUB_NAME),
    repo: z.string().regex(GITHUB_NAME),
  }),
]);

/**
 * Reads where to look. With `generic`, lists and files are beside each other. With `github`, the list of stable versions is in the newest
 * release, that of the beta versions in the release `beta`, which stays, and files are in the release of their version.
 *
 * @returns `null` where this can't be known, or is not allowed.
 */
export function readFeed(config: unknown): Feed | null {
  const parsed = configSchema.safeParse(config);
  if (!parsed.success) return null;
  const { data } = parsed;
  if (data.provider === 'generic') {
    const base = data.url.endsWith('/') ? data.url : `${data.url}/`;
    if (!isAllowedUrl(base)) return null;
    return { listUrl: (name) => base + name, fileUrl: (file) => base + encodeURIComponent(file), page: base };
  }
  const page = `https://github.com/${data.owner}/${data.repo}/releases`;
  return {
    listUrl: (name, channel) => `${page}/${channel === 'beta' ? 'download/beta' : 'latest/download'}/${name}`,
    fileUrl: (file, version) => `${page}/download/v${version}/${encodeURIComponent(file)}`,
    page,
  };
}

/** Only https, but on this computer also http. */
export function isAllowedUrl(text: string): boolean {
  const url = toUrl(text);
  if (url === null) return false;
  const { protocol, hostname, username, password } = url;
  if (username !== '' || password !== '') return false;
  return (
    protocol === 'https:' || (protocol === 'http:' && (hostname === '127.0.0.1' || hostname === '[::1]'))
  );
}

/**
 * The file in which electron-builder lists what is newest.
 *
 * @param platform of Node
 * @param arch of Node
 */
export function listName(channel: UpdateChannel, platform: string, arch: string): string {
  const name = channel === 'beta' ? 'beta' : 'latest';
  if (platform === 'win32') return `${name}.yml`;
  if (platform === 'darwin') return `${name}-mac.yml`;
  return arch === 'x64' ? `${name}-linux.yml` : `${name}-linux-${arch}.yml`;
}
