import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildPorchlight, describeBuild } from '../../scripts/build.mjs';

const sources = {
  'package.json': JSON.stringify({ name: 'porchlight', version: '1.2.3', type: 'module' }),
  'src/main/index.ts': `import { app } from 'electron'; declare const __PORCHLIGHT_VERSION__: string; app.setVersion(__PORCHLIGHT_VERSION__);`,
  'src/history/worker/history-worker.ts': `import { DatabaseSync } from '@photostructure/sqlite'; new DatabaseSync(':memory:');`,
  'src/preload/index.ts': `import { contextBridge } from 'electron'; contextBridge.exposeInMainWorld('bridge', {});`,
  'src/renderer/index.html': '<!doctype html><script type="module" src="app.js"></script>',
  'src/renderer/app.ts': `document.body.append('hello');`,
  'src/renderer/app.css': `body { color: red; }`,
  'src/cli/porchlight.ts': `process.stdout.write(process.argv.slice(2).join(' '));`,
  'src/cli/in-app.ts': `export const answer = 42;`,
  'src/main/updates/electron-installer.ts': `import { app } from 'electron'; export const name = app.name;`,
  'src/cli/in-app-watch.ts': `export const answer = 42;`,
  'assets/tray/live.png': 'picture',
};

let root: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'porchlight-build-'));
  for (const [path, text] of Object.entries(sources)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
});

afterAll(() => rm(root, { recursive: true }));

const read = (path: string): Promise<string> => readFile(join(root, 'out', path), 'utf8');

describe('the build', () => {
  it('leaves Electron out, puts the version in, and copies page and pictures', async () => {
    const result = await buildPorchlight({ root });
    expect(await read('main/index.cjs')).toContain('require("electron")');
    expect(await read('main/index.cjs')).toContain('"1.2.3"');
    expect(await read('main/history-worker.cjs')).toContain('require("@photostructure/sqlite")');
    expect(await read('preload/index.cjs')).toContain('require("electron")');
    expect(await read('renderer/app.css')).toContain('red');
    expect(await read('renderer/index.html')).toBe(sources['src/renderer/index.html']);
    expect(await read('assets/tray/live.png')).toBe('picture');
    expect(describeBuild(result)).toMatch(
      /^Built in \d+ ms: history \d+ kB, main 1 kB, page 1 kB, preload 1 kB, terminal 1 kB, terminal in the app \d+ kB, updater \d+ kB, watch over the terminal in the app \d+ kB\.$/,
    );
  });

  it('makes a terminal program that starts by itself', async () => {
    await buildPorchlight({ root });
    const { stdout } = await promisify(execFile)(join(root, 'out/cli/porchlight.js'), ['tail', '--demo']);
    expect(stdout).toBe('tail --demo');
  });

  it('has source maps while developing, none in a release, and leaves nothing of an earlier build', async () => {
    await buildPorchlight({ root });
    expect(existsSync(join(root, 'out/main/index.cjs.map'))).toBe(true);
    await writeFile(join(root, 'out/renderer/old-chunk.js'), '');
    await buildPorchlight({ root, release: true });
    expect(existsSync(join(root, 'out/main/index.cjs.map'))).toBe(false);
    expect(existsSync(join(root, 'out/renderer/old-chunk.js'))).toBe(false);
    expect(await read('main/index.cjs')).not.toContain('sourceMappingURL');
  });
});
