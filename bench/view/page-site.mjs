import { build } from 'esbuild';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { projectRoot } from '../../scripts/project-root.mjs';

const PLAIN_PAGE = `<!doctype html><meta charset="utf-8"><title>Plain list</title><style>
html, body { height: 100%; margin: 0; font: 13px system-ui; }
.list { height: 100%; overflow-y: scroll; }
.row { display: grid; grid-template-columns: 98px 156px 224px 1fr 58px; gap: 14px; height: 26px; white-space: nowrap; }
.row span { overflow: hidden; text-overflow: ellipsis; }
</style><body><script src="plain-list.js"></script>`;

/** @type {Readonly<Record<string, string>>} */
const MEDIA_TYPES = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css',
};

/** The page as the build bundles it, its bridge and house, and the plain list. */
async function bundleSite() {
  /** @type {import('esbuild').BuildOptions & { write: false }} */
  const shared = {
    bundle: true,
    target: 'chrome114',
    write: false,
    outdir: '/',
    minify: true,
    absWorkingDir: projectRoot,
    loader: { '.svg': 'file', '.woff2': 'file' },
    logLevel: 'warning',
  };
  const [page, parts] = await Promise.all([
    build({ ...shared, format: 'esm', entryPoints: ['src/renderer/app.ts', 'src/renderer/app.css'] }),
    build({
      ...shared,
      format: 'iife',
      entryPoints: ['bridge', 'house-worker', 'plain-list'].map((name) => `bench/view/${name}.ts`),
    }),
  ]);
  const files = new Map(
    [...page.outputFiles, ...parts.outputFiles].map(({ path, contents }) => [path, contents]),
  );
  const html = await readFile(join(projectRoot, 'src/renderer/index.html'), 'utf8');
  const encoder = new TextEncoder();
  const withBridge = html
    // The page's policy knows no workers; the app has main in their place.
    .replace(/<meta\s+http-equiv="Content-Security-Policy"[^>]*>/, '')
    .replace('<script type="module"', '<script src="bridge.js"></script><script type="module"');
  files.set('/index.html', encoder.encode(withBridge));
  files.set('/plain.html', encoder.encode(PLAIN_PAGE));
  return files;
}

/** Serves both pages on loopback. */
export async function startPageSite() {
  const files = await bundleSite();
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
    const body = files.get(pathname);
    const type = MEDIA_TYPES[pathname.slice(pathname.lastIndexOf('.') + 1)] ?? 'application/octet-stream';
    response.writeHead(body === undefined ? 404 : 200, { 'content-type': type }).end(body);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(null)));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The page site has no port.');
  return {
    url: `http://127.0.0.1:${String(address.port)}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
