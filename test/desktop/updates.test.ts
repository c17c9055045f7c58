import { build, type BuildOptions } from 'esbuild';
import { execFile, spawn } from 'node:child_process';
import { chmod, lstat, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { startUpdateServer, FILE_NAME, type Trouble, type UpdateServer } from '../support/update-server.ts';
import { readDesktopSession } from './support/desktop-session.ts';
import { describeDesktop } from './support/describe-desktop.ts';
import { findUnpackagedApp } from './support/find-app.ts';
import { endWithTests } from './support/owned-processes.ts';
import { chownToSession, toUserCommand } from './support/session-user.ts';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));
const HANGS_MS = 25_000;
const SIGNED_AT = Date.UTC(2026, 10, 30);
const OLD = Buffer.from('the AppImage that runs');
/** Larger than what comes in one piece. */
const NEW = Buffer.alloc(3_000_000, 'the new AppImage. ');

/** Only root can have a small disk, and not in every container. */
const noSmallDisk = await findWhyNoSmallDisk();
const whyNot = noSmallDisk === undefined ? '' : ` (${noSmallDisk})`;

async function mountSmallDisk(at: string): Promise<void> {
  await run('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', at]);
}

async function findWhyNoSmallDisk(): Promise<string | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'porchlight-disk-'));
  try {
    await mountSmallDisk(folder);
    await run('umount', [folder]);
    return undefined;
  } catch {
    return 'no small disk can be mounted here; that needs root';
  } finally {
    await rm(folder, { recursive: true });
  }
}

interface Outcome {
  /** Every line that the app said. */
  readonly said: readonly Readonly<Record<string, unknown>>[];
  readonly last: unknown;
  readonly exitCode: number | null;
  /** The AppImage after the app has quit. */
  readonly image: Buffer;
}

/** The real electron-updater, in the real Electron, against a real server. */
describeDesktop('updates', () => {
  let app = '';
  let server: UpdateServer;
  let folder = '';
  const image = (): string => join(folder, 'images', 'Porchlight.AppImage');
  const cache = (): string => join(folder, 'cache');

  beforeAll(async () => {
    app = await mkdtemp(join(readDesktopSession().folder, 'updates-app-'));
    const options: BuildOptions = {
      bundle: true,
      platform: 'node',
      format: 'cjs',
      target: 'node18',
      external: ['electron'],
      absWorkingDir: root,
      outdir: app,
      outExtension: { '.js': '.cjs' },
    };
    await build({ ...options, entryPoints: { main: 'test/desktop/support/updates/app.ts' } });
    await build({ ...options, entryPoints: { updater: 'src/main/updates/electron-installer.ts' } });
    await writeFile(join(app, 'package.json'), '{"name":"updates-test","version":"1.0.0","main":"main.cjs"}');
    await run('chmod', ['-R', 'a+rX', app]);
    server = await startUpdateServer();
  });
  afterAll(() => server.stop());

  beforeEach(async () => {
    folder = await mkdtemp(join(readDesktopSession().folder, 'updates-'));
    await mkdir(join(folder, 'images'));
    await writeFile(image(), OLD, { mode: 0o755 });
    await writeFile(
      join(folder, 'app-update.yml'),
      `provider: generic\nurl: ${server.url}\nupdaterCacheDirName: updates-test\n`,
    );
    for (const path of [folder, join(folder, 'images'), image()]) await chownToSession(path);
    server.trouble = 'none';
    server.offer({ version: '1.1.0', signedAt: SIGNED_AT, file: NEW });
  });

  async function update(env: NodeJS.ProcessEnv = {}): Promise<Outcome> {
    const { executablePath } = await findUnpackagedApp();
    const [command = '', ...args] = toUserCommand('user', [executablePath, app]);
    const child = spawn(command, args, {
      stdio: ['ignore', 'pipe', 'ignore'],
      env: {
        ...process.env,
        UPDATES_FOLDER: folder,
        UPDATES_KEY: server.signer.publicKey,
        APPIMAGE: image(),
        XDG_CACHE_HOME: cache(),
        ...env,
      },
    });
    endWithTests(child);
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (part: string) => {
      text += part;
    });
    const hung = setTimeout(() => child.kill('SIGKILL'), HANGS_MS);
    const exitCode = await new Promise<number | null>((resolve) => {
      child.once('close', resolve);
    });
    clearTimeout(hung);
    if (child.signalCode === 'SIGKILL') throw new Error(`The app did not end. It said:\n${text}`);
    const said = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
    return {
      said,
      last: said.findLast((line) => 'status' in line)?.['status'],
      exitCode,
      image: await readFile(image()),
    };
  }

  /** Files of a download that stay behind. */
  async function leftOver(): Promise<readonly string[]> {
    const names = await readdir(join(cache(), 'updates-test', 'pending')).catch(() => []);
    return names.toSorted();
  }

  it('downloads, and installs on quit, under the same name', async () => {
    const outcome = await update();
    const release = { version: '1.1.0', notes: 'Quieter at night.' };
    expect(outcome).toMatchObject({ last: { kind: 'ready', release }, exitCode: 0 });
    expect(outcome.image.equals(NEW)).toBe(true);
    expect((await lstat(image())).mode & 0o777).toBe(0o755);
    expect(await readdir(join(folder, 'images'))).toEqual(['Porchlight.AppImage']);
    const percents = outcome.said.flatMap(({ status }) =>
      typeof status === 'object' && status !== null && 'percent' in status ? [Number(status.percent)] : [],
    );
    expect(percents.at(-1)).toBe(100);
    expect(percents).toEqual(percents.toSorted((a, b) => a - b));
  });

  it('tells the server nothing but its name and version, and makes up no id', async () => {
    await update();
    const { asked } = server;
    expect(asked.map(({ path }) => path)).toEqual(expect.arrayContaining([FILE_NAME]));
    for (const { headers } of asked) {
      const { host, ...rest } = headers;
      expect(server.url).toContain(host);
      expect(rest).toMatchObject({ 'user-agent': 'Porchlight/1.0.0', 'accept-language': '*' });
      const known = [
        'accept',
        'accept-encoding',
        'accept-language',
        'cache-control',
        'connection',
        'pragma',
        'sec-fetch-dest',
        'sec-fetch-mode',
        'sec-fetch-site',
        'range',
        'user-agent',
      ];
      expect(Object.keys(rest).filter((name) => !known.includes(name))).toEqual([]);
    }
    expect(await readdir(join(folder, 'data'))).not.toContain('.updaterId');
  });

  it('asks for the list once: what electron-updater reads are the bytes that were verified', async () => {
    server.trouble = 'list-changes-between-requests';
    const outcome = await update();
    expect(server.asked.filter(({ path }) => path.endsWith('.yml'))).toHaveLength(1);
    expect(outcome.image.equals(NEW)).toBe(true);
  });

  it.each<readonly [Trouble, string]>([
    ['unsigned', 'unsigned'],
    ['page-for-signature', 'unsigned'],
    ['wrongly-signed', 'wrong-signature'],
    ['list-changed-after-signing', 'wrong-signature'],
    ['page-for-list', 'wrong-signature'],
    ['sent-elsewhere', 'blocked'],
    ['no-file', 'missing'],
    ['page-for-file', 'wrong-file'],
    ['one-byte-changed', 'wrong-file'],
    ['shorter', 'wrong-file'],
    ['longer', 'wrong-file'],
    ['cut-off', 'cut-off'],
    ['endless', 'blocked'],
    ['without-length', 'blocked'],
    ['compressed', 'blocked'],
    ['file-sent-elsewhere', 'blocked'],
  ])('installs nothing from a server with this trouble: %s', async (trouble, failure) => {
    server.trouble = trouble;
    const outcome = await update();
    expect(outcome).toMatchObject({ last: { kind: 'failed', failure }, exitCode: 0 });
    expect(outcome.image.equals(OLD)).toBe(true);
    expect(await leftOver()).toEqual([]);
  });

  it.each<Trouble>(['slow-list', 'slow-file', 'slow-part'])(
    'gives up on a server with this trouble: %s',
    async (trouble) => {
      server.offer({ version: '1.1.0', signedAt: SIGNED_AT, file: NEW, blockMapSize: 1_000_000 });
      server.trouble = trouble;
      const outcome = await update({ UPDATES_QUICK: '1' });
      expect(outcome).toMatchObject({ last: { kind: 'failed', failure: 'slow' }, image: OLD });
      expect(await leftOver()).toEqual([]);
    },
  );

  it('downloads whole from a server without ranges', async () => {
    server.trouble = 'no-ranges';
    expect((await update()).image.equals(NEW)).toBe(true);
  });

  it('says that nobody answers', async () => {
    await writeFile(join(folder, 'app-update.yml'), 'provider: generic\nurl: http://127.0.0.1:1999/\n');
    expect((await update()).last).toEqual({ kind: 'failed', failure: 'unreachable' });
  });

  it('has nothing to do when it is the newest', async () => {
    server.offer({ version: '1.0.0', signedAt: SIGNED_AT, file: NEW });
    expect(await update()).toMatchObject({ last: { kind: 'newest' }, image: OLD });
  });

  it('refuses an older list after a newer one, also in another run', async () => {
    server.offer({ version: '1.0.0', signedAt: SIGNED_AT, file: NEW });
    expect((await update()).last).toEqual({ kind: 'newest' });
    server.offer({ version: '1.1.0', signedAt: SIGNED_AT - 1_000, file: NEW });
    const outcome = await update();
    expect(outcome).toMatchObject({ last: { kind: 'failed', failure: 'rolled-back' }, image: OLD });
  });

  it('refuses an older version', async () => {
    server.offer({ version: '0.9.0', signedAt: SIGNED_AT, file: NEW });
    expect((await update()).last).toEqual({ kind: 'failed', failure: 'rolled-back' });
  });

  it('is off without a key', async () => {
    const outcome = await update({ UPDATES_KEY: '' });
    expect(outcome.last).toEqual({ kind: 'off', why: 'no-key' });
    expect(server.asked).toEqual([]);
  });

  it('only says that there is a newer one where it may not replace itself', async () => {
    await chmod(join(folder, 'images'), 0o555);
    const outcome = await update();
    expect(outcome.last).toMatchObject({ kind: 'available', release: { version: '1.1.0' } });
    expect(server.asked.map(({ path }) => path)).not.toContain(FILE_NAME);
  });

  it.skipIf(noSmallDisk)(`keeps the old one on a disk that is full${whyNot}`, async () => {
    await mkdir(cache());
    await mountSmallDisk(cache());
    try {
      await chownToSession(cache());
      const outcome = await update();
      expect(outcome).toMatchObject({ last: { kind: 'failed', failure: 'disk-full' }, image: OLD });
    } finally {
      await run('umount', [cache()]);
    }
  });

  it.skipIf(noSmallDisk)(
    `keeps the old one where there is no room for the new one beside it${whyNot}`,
    async () => {
      const small = join(folder, 'images');
      await mountSmallDisk(small);
      try {
        await writeFile(image(), OLD, { mode: 0o755 });
        await chownToSession(small);
        await chownToSession(image());
        const outcome = await update();
        expect(outcome).toMatchObject({ last: { kind: 'failed', failure: 'disk-full' }, image: OLD });
        expect(await readdir(small)).toEqual(['Porchlight.AppImage']);
      } finally {
        await run('umount', [small]);
      }
    },
  );
});
