import { context, type BuildOptions } from 'esbuild';
import { readFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CONTENT_SECURITY_POLICY } from '../../src/main/window/page-files.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.wav': 'audio/wav',
};

export interface PageServerOptions {
  /** 0 for any free one. */
  readonly port?: number;
  /** Builds again at each change of a source, and makes open pages load again. */
  readonly live?: boolean;
}

export interface PageServer {
  /** `http://127.0.0.1:port/` */
  readonly url: string;
  close(): Promise<void>;
}

interface PageBundle {
  /** By path, as the last build without errors made them. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  close(): Promise<void>;
}

/** Bundles the page and the stand-in for the main process in memory, as the build does. */
async function bundlePage(live: boolean, onBuilt: () => void): Promise<PageBundle> {
  const files = new Map<string, Uint8Array>();
  const options: BuildOptions = {
    bundle: true,
    format: 'esm',
    target: 'chrome114',
    write: false,
    outdir: '/',
    charset: 'utf8',
    legalComments: 'none',
    absWorkingDir: root,
    loader: { '.svg': 'file', '.woff2': 'file' },
    entryPoints: [
      { in: 'src/renderer/app.ts', out: 'app' },
      { in: 'src/renderer/app.css', out: 'app' },
      { in: 'test/browser/fake-bridge.ts', out: 'fake-bridge' },
      ...(live ? [{ in: 'test/browser/live-reload.ts', out: 'live-reload' }] : []),
    ],
    sourcemap: live ? 'inline' : false,
    plugins: [
      {
        name: 'keep the files of a build',
        setup(build) {
          build.onEnd(({ outputFiles = [], errors }) => {
            if (errors.length > 0) return;
            for (const { path, contents } of outputFiles) files.set(path, contents);
            onBuilt();
          });
        },
      },
    ],
  };
  const builder = await context(options);
  await builder.rebuild();
  if (live) await builder.watch();
  return { files, close: () => builder.dispose() };
}

/** The page itself, with the stand-in loaded before it. */
async function readPage(live: boolean): Promise<string> {
  const html = await readFile(join(root, 'src/renderer/index.html'), 'utf8');
  const scripts = live ? ['fake-bridge', 'live-reload'] : ['fake-bridge'];
  const tags = scripts.map((name) => `<script type="module" src="${name}.js"></script>\n    `).join('');
  return html.replace('<script type="module"', `${tags}<script type="module"`);
}

/** Serves the page on loopback with the policy of the app, and a stand-in for the main process. */
export async function startPageServer({
  port = 0,
  live = false,
}: PageServerOptions = {}): Promise<PageServer> {
  const waiting = new Set<ServerResponse>();
  const { files, close } = await bundlePage(live, () => {
    for (const response of waiting) response.write('event: change\ndata:\n\n');
  });
  // The live page asks this server for news. A test fails when the page needs more than the app allows.
  const policy = live
    ? CONTENT_SECURITY_POLICY.replace("connect-src 'none'", "connect-src 'self'")
    : CONTENT_SECURITY_POLICY;
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://127.0.0.1').pathname;
    if (live && path === '/changes') {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
      waiting.add(response);
      response.on('close', () => waiting.delete(response));
      return;
    }
    void sendFile(path, response);
  });
  async function sendFile(path: string, response: ServerResponse): Promise<void> {
    const isSound = /^\/sounds\/[a-z]+\.wav$/.test(path);
    const body =
      path === '/'
        ? await readPage(live)
        : isSound
          ? await readFile(join(root, 'assets', path))
          : files.get(path);
    if (body === undefined) {
      response.writeHead(path === '/favicon.ico' ? 204 : 404).end();
      return;
    }
    response.writeHead(200, {
      'content-type': MEDIA_TYPES[path === '/' ? '.html' : extname(path)] ?? 'application/octet-stream',
      'content-security-policy': policy,
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    });
    response.end(body);
  }
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const { port: bound } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${String(bound)}/`,
    async close() {
      await close();
      server.closeAllConnections();
      await new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
      });
    },
  };
}
