import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS, type Settings } from '../../../src/core/settings/settings.ts';
import { readFeed } from '../../../src/core/updates/feed.ts';
import type { UpdateFailure, UpdateWay } from '../../../src/core/updates/updates-view.ts';
import { createNotices } from '../../../src/main/app/notices.ts';
import type { FetchedBytes } from '../../../src/main/updates/fetch-bytes.ts';
import type { Installer } from '../../../src/main/updates/installer.ts';
import type { Seen } from '../../../src/main/updates/seen-lists.ts';
import { createUpdates } from '../../../src/main/updates/updates.ts';
import { verifyEd25519 } from '../../../src/node/verify-ed25519.ts';
import { createSigner } from '../../support/signed-list.ts';
import { createVirtualClock } from '../../support/virtual-clock.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const SIGNED_AT = 1_700_000_000_000;
const signer = createSigner();

function toList(version: string): string {
  const sha512 = createHash('sha512').update(version).digest('base64');
  return `version: ${version}\nfiles:\n  - url: P.AppImage\n    sha512: ${sha512}\n    size: 10\nreleaseNotes: Better.\n`;
}

interface BenchOptions {
  readonly way?: UpdateWay;
  readonly publicKey?: string;
  readonly settings?: Partial<Settings>;
}

/** Updates of version 1.0.0 with a server and an installer that are played by hand. */
function createBench({ way = 'appimage', publicKey = signer.publicKey, settings = {} }: BenchOptions = {}) {
  const clock = createVirtualClock();
  const notices = createNotices();
  const asked: string[] = [];
  const lists = new Map<string, string>();
  const seen = new Map<string, Seen>();
  let current: Settings = { ...DEFAULT_SETTINGS, ...settings };
  const followers = new Set<(next: Settings) => void>();
  let signedAt = SIGNED_AT;
  let failure: UpdateFailure | null = null;
  const downloads: {
    readonly version: string;
    readonly url: string;
    progress(percent: number): void;
    finish(failure: UpdateFailure | null): void;
  }[] = [];
  let discarded = 0;
  const ends: string[] = [];
  const installer: Installer = {
    download: (release, fileUrl, progress) =>
      new Promise((finish) => {
        downloads.push({ version: release.version, url: fileUrl(release.files[0].url), progress, finish });
      }),
    restart() {
      ends.push('restart');
    },
    discard() {
      discarded += 1;
      downloads.at(-1)?.finish('unknown');
    },
  };
  const opened: string[] = [];
  const updates = createUpdates({
    clock,
    way,
    version: '1.0.0',
    publicKey,
    feed: readFeed({ provider: 'generic', url: 'https://updates.example/' }),
    platform: 'linux',
    arch: 'x64',
    settings: {
      current: () => current,
      onChange(fn) {
        followers.add(fn);
        return () => followers.delete(fn);
      },
    },
    notices,
    seen: {
      read: (name) => seen.get(name) ?? null,
      save: (name, last) => seen.set(name, last),
    },
    fetchBytes(url): Promise<FetchedBytes> {
      asked.push(url);
      const name = url.replace('https://updates.example/', '');
      const list = lists.get(name.replace(/\.minisig$/, ''));
      if (failure !== null || list === undefined)
        return Promise.resolve({ kind: 'failed', failure: failure ?? 'missing' });
      const bytes = Buffer.from(list);
      if (!name.endsWith('.minisig')) return Promise.resolve({ kind: 'bytes', bytes });
      const signature = signer.sign(bytes, name.replace(/\.minisig$/, ''), signedAt);
      return Promise.resolve({ kind: 'bytes', bytes: Buffer.from(signature) });
    },
    verify: verifyEd25519,
    createInstaller: () => installer,
    openPage(url) {
      opened.push(url);
      return Promise.resolve();
    },
    quit() {
      ends.push('quit');
    },
    onChange: () => undefined,
    log: { write: () => undefined },
  });
  return {
    clock,
    notices,
    asked,
    lists,
    downloads,
    ends,
    opened,
    seen,
    updates,
    status: () => updates.view().status,
    discarded: () => discarded,
    offer(version: string, name = 'latest-linux.yml'): void {
      lists.set(name, toList(version));
    },
    signLater(at: number): void {
      signedAt = at;
    },
    failWith(next: UpdateFailure | null): void {
      failure = next;
    },
    async change(next: Partial<Settings>): Promise<void> {
      current = { ...current, ...next };
      for (const fn of followers) fn(current);
      await clock.advance(0);
    },
    async look(): Promise<void> {
      updates.handlers.lookForUpdate();
      await clock.advance(0);
    },
  };
}

describe('looking once a day', () => {
  it('begins a minute after the start, and comes again after a day', async () => {
    const bench = createBench();
    bench.offer('1.0.0');
    bench.updates.start();
    await bench.clock.advance(MINUTE_MS - 1);
    expect(bench.asked).toEqual([]);
    await bench.clock.advance(1);
    expect(bench.asked).toEqual([
      'https://updates.example/latest-linux.yml',
      'https://updates.example/latest-linux.yml.minisig',
    ]);
    expect(bench.status()).toEqual({ kind: 'newest' });
    await bench.clock.advance(DAY_MS - HOUR_MS);
    expect(bench.asked).toHaveLength(2);
    await bench.clock.advance(2 * HOUR_MS);
    expect(bench.asked).toHaveLength(4);
  });

  it('does not look at a start within a day of the last look', async () => {
    const bench = createBench();
    bench.offer('1.0.0');
    bench.seen.set('latest-linux.yml', { lookedAt: bench.clock.now() - HOUR_MS, signedAt: SIGNED_AT });
    bench.updates.start();
    await bench.clock.advance(HOUR_MS);
    expect(bench.asked).toEqual([]);
    expect(bench.updates.view()).toMatchObject({ signedAt: SIGNED_AT });
  });

  it('looks although the last look was in the future', async () => {
    const bench = createBench();
    bench.offer('1.0.0');
    bench.seen.set('latest-linux.yml', { lookedAt: bench.clock.now() + 30 * DAY_MS, signedAt: 0 });
    bench.updates.start();
    await bench.clock.advance(MINUTE_MS);
    expect(bench.asked).toHaveLength(2);
  });

  it('tries again after four hours', async () => {
    const bench = createBench();
    bench.failWith('unreachable');
    bench.updates.start();
    await bench.clock.advance(MINUTE_MS);
    expect(bench.status()).toEqual({ kind: 'failed', failure: 'unreachable' });
    await bench.clock.advance(3 * HOUR_MS);
    expect(bench.asked).toHaveLength(1);
    bench.failWith(null);
    bench.offer('1.0.0');
    await bench.clock.advance(2 * HOUR_MS);
    expect(bench.status()).toEqual({ kind: 'newest' });
  });

  it('is off on request, and then looks only when asked', async () => {
    const bench = createBench({ settings: { updates: { check: false, channel: 'stable' } } });
    bench.offer('1.0.0');
    bench.updates.start();
    await bench.clock.advance(10 * DAY_MS);
    expect(bench.asked).toEqual([]);
    await bench.look();
    expect(bench.status()).toEqual({ kind: 'newest' });
  });

  it('is off without a key, and asks nobody', async () => {
    const bench = createBench({ publicKey: '' });
    bench.updates.start();
    await bench.look();
    await bench.clock.advance(2 * DAY_MS);
    expect(bench.asked).toEqual([]);
    expect(bench.status()).toEqual({ kind: 'off', why: 'no-key' });
  });

  it('ends', async () => {
    const bench = createBench();
    bench.updates.start();
    bench.updates.stop();
    await bench.clock.advance(2 * DAY_MS);
    expect(bench.asked).toEqual([]);
  });
});

describe('a newer version', () => {
  it('is downloaded, and waits for the end of the app', async () => {
    const bench = createBench();
    bench.offer('1.1.0');
    await bench.look();
    const release = { version: '1.1.0', notes: 'Better.' };
    expect(bench.status()).toEqual({ kind: 'downloading', release, percent: 0 });
    expect(bench.downloads[0]?.url).toBe('https://updates.example/P.AppImage');
    bench.downloads[0]?.progress(41.9);
    expect(bench.status()).toEqual({ kind: 'downloading', release, percent: 41 });
    await bench.look();
    expect(bench.downloads).toHaveLength(1);
    bench.downloads[0]?.finish(null);
    await bench.clock.advance(0);
    expect(bench.status()).toEqual({ kind: 'ready', release });
    expect(bench.notices.list().map(({ text }) => text)).toEqual([
      'Porchlight 1.1.0 is ready, and is installed when you quit. The settings say what is new.',
    ]);
    bench.updates.stop();
    expect([bench.status().kind, bench.discarded()]).toEqual(['ready', 0]);
  });

  it('is tried again when its download failed', async () => {
    const bench = createBench();
    bench.offer('1.1.0');
    bench.updates.start();
    await bench.clock.advance(MINUTE_MS);
    bench.downloads[0]?.finish('wrong-file');
    await bench.clock.advance(0);
    expect(bench.status()).toEqual({ kind: 'failed', failure: 'wrong-file' });
    expect(bench.notices.list()).toEqual([]);
    // The list itself was good, so it is as good as looked at; a person may try sooner.
    await bench.look();
    expect(bench.downloads).toHaveLength(2);
  });

  it.each<UpdateWay>([
    'deb',
    'rpm',
    'pacman',
    'flatpak',
    'snap',
    'archive',
    'portable',
    'appimage-of-others',
  ])('is only told of: %s', async (way) => {
    const bench = createBench({ way });
    bench.offer('1.1.0');
    await bench.look();
    expect(bench.status()).toMatchObject({ kind: 'available', release: { version: '1.1.0' } });
    expect(bench.downloads).toEqual([]);
    expect(bench.notices.list()).toHaveLength(1);
    await bench.updates.handlers.openUpdatePage();
    expect(bench.opened).toEqual(['https://updates.example/']);
  });

  it('is told of once, also when it is looked for again', async () => {
    const bench = createBench({ way: 'deb' });
    bench.offer('1.1.0');
    await bench.look();
    bench.notices.clear('update');
    await bench.look();
    expect(bench.notices.list()).toEqual([]);
    bench.offer('1.2.0');
    await bench.look();
    expect(bench.notices.list()).toHaveLength(1);
  });

  it('that is ready is given up when looking is switched off', async () => {
    const bench = createBench();
    bench.updates.start();
    bench.offer('1.1.0');
    await bench.look();
    bench.downloads[0]?.finish(null);
    await bench.clock.advance(0);
    await bench.change({ updates: { check: false, channel: 'stable' } });
    expect([bench.status(), bench.discarded(), bench.notices.list()]).toEqual([{ kind: 'idle' }, 1, []]);
  });

  it('of the other channel is looked for at once, and a download of this one ends', async () => {
    const bench = createBench();
    bench.updates.start();
    bench.offer('1.1.0');
    bench.offer('1.2.0-beta.1', 'beta-linux.yml');
    await bench.look();
    expect(bench.status()).toMatchObject({ kind: 'downloading', release: { version: '1.1.0' } });
    await bench.change({ updates: { check: true, channel: 'beta' } });
    expect(bench.discarded()).toBe(1);
    expect(bench.status()).toMatchObject({ kind: 'downloading', release: { version: '1.2.0-beta.1' } });
    // Progress of what is not wanted any more.
    bench.downloads[0]?.progress(99);
    expect(bench.status()).toMatchObject({ percent: 0 });
  });

  it('that is under way ends with the app', async () => {
    const bench = createBench();
    bench.offer('1.1.0');
    await bench.look();
    bench.updates.stop();
    await bench.clock.advance(0);
    expect([bench.status(), bench.discarded()]).toEqual([{ kind: 'idle' }, 1]);
  });
});

describe('a list that is older than one that was seen', () => {
  it('is refused', async () => {
    const bench = createBench();
    bench.offer('1.0.0');
    await bench.look();
    bench.signLater(SIGNED_AT - 1_000);
    bench.offer('1.1.0');
    await bench.look();
    expect(bench.status()).toEqual({ kind: 'failed', failure: 'rolled-back' });
    expect(bench.downloads).toEqual([]);
  });
});

describe('restarting to a version that is ready', () => {
  it('installs and starts again, once there is something to install', async () => {
    const bench = createBench();
    bench.offer('1.1.0');
    await bench.look();
    bench.updates.handlers.restartToUpdate();
    expect(bench.ends).toEqual([]);
    bench.downloads[0]?.finish(null);
    await bench.clock.advance(0);
    expect(bench.notices.list()).toMatchObject([{ id: 'update', action: 'restart-to-update' }]);
    bench.updates.handlers.restartToUpdate();
    expect(bench.ends).toEqual(['restart', 'quit']);
  });

  it.each<UpdateWay>(['mac', 'deb'])('is not offered for %s', async (way) => {
    const bench = createBench({ way });
    bench.offer('1.1.0');
    await bench.look();
    bench.downloads[0]?.finish(null);
    await bench.clock.advance(0);
    expect(bench.notices.list()).toHaveLength(1);
    expect(bench.notices.list()[0]).not.toHaveProperty('action');
    bench.updates.handlers.restartToUpdate();
    expect(bench.ends).toEqual([]);
  });
});
