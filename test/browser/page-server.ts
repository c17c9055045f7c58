import { build } from 'esbuild';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What the app sends with its page. A test fails when the page needs more than this. */
export const PAGE_CSP =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'none'; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types lit-html";

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

export interface PageServer {
  /** `http://127.0.0.1:port/` */
  readonly url: string;
  close(): Promise<void>;
}

/** Bundles the page and the fake bridge in memory, as the build does. */
async function bundlePage(): Promise<Map<string, Uint8Array>> {
  const shared = {
    bundle: true,
    format: 'esm',
    target: 'chrome114',
    write: false,
    outdir: '/',
    charset: 'utf8',
    legalComments: 'none',
    absWorkingDir: root,
    loader: { '.svg': 'file', '.woff2': 'file' },
  } as const;
  const page = await build({ ...shared, entryPoints: ['src/renderer/app.ts', 'src/renderer/app.css'] });
  const fake = await build({ ...shared, format: 'iife', entryPoints: ['test/browser/fake-bridge.ts'] });
  const files = new Map(
    [...page.outputFiles, ...fake.outputFiles].map(({ path, contents }) => [path, contents]),
  );
  const html = await readFile(join(root, 'src/renderer/index.html'), 'utf8');
  const withFake = html.replace(
    '<script type="module"',
    '<script src="fake-bridge.js"></script>\n    <script type="module"',
  );
  files.set('/', new TextEncoder().encode(withFake));
  return files;
}

/** Serves the page on loopback with the policy of the app, and a fake bridge loaded before it. */
export async function startPageServer(port = 0): Promise<PageServer> {
  const files = await bundlePage();
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://127.0.0.1').pathname;
    const body = files.get(path);
    if (body === undefined) {
      response.writeHead(path === '/favicon.ico' ? 204 : 404).end();
      return;
    }
    response.writeHead(200, {
      'content-type': MEDIA_TYPES[path === '/' ? '.html' : extname(path)] ?? 'application/octet-stream',
      'content-security-policy': PAGE_CSP,
      'x-content-type-options': 'nosniff',
    });
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const { port: bound } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${String(bound)}/`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
}
