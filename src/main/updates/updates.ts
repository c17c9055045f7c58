import type { Clock } from '../../core/clock.ts';
import { DEFAULT_UPDATES } from '../../core/settings/settings.ts';
import { listName, type Feed } from '../../core/updates/feed.ts';
import { isPublicKey, type VerifyEd25519 } from '../../core/updates/minisign.ts';
import {
  MAX_LIST_BYTES,
  MAX_SIGNATURE_BYTES,
  readList,
  type ReadList,
} from '../../core/updates/read-list.ts';
import { canRestart, noticeOfUpdate } from '../../core/updates/update-words.ts';
import type { UpdateChannel, UpdatesView, UpdateStatus, UpdateWay } from '../../core/updates/updates-view.ts';
import type { LogFile } from '../app/log-file.ts';
import type { Notices } from '../app/notices.ts';
import type { SettingsFile } from '../settings/settings-file.ts';
import type { FetchedBytes } from './fetch-bytes.ts';
import { replacesItself } from './find-way.ts';
import type { Installer } from './installer.ts';
import type { SeenLists } from './seen-lists.ts';

/** Not in the first moments, which belong to the homes. */
const FIRST_LOOK_MS = 60_000;
const TICK_MS = 900_000;
const DAY_MS = 86_400_000;
/** After a look that came to nothing. */
const RETRY_MS = 4 * 3_600_000;
const NOTICE_ID = 'update';

export interface UpdatesPorts {
  readonly clock: Clock;
  readonly way: UpdateWay;
  /** Of the app that runs. */
  readonly version: string;
  /** Empty while there is none. */
  readonly publicKey: string;
  readonly feed: Feed | null;
  /** Of Node. */
  readonly platform: string;
  readonly arch: string;
  readonly settings: Pick<SettingsFile, 'current' | 'onChange'>;
  readonly notices: Pick<Notices, 'set' | 'clear'>;
  readonly seen: SeenLists;
  fetchBytes(url: string, maxBytes: number): Promise<FetchedBytes>;
  readonly verify: VerifyEd25519;
  /** Created at the first download. */
  createInstaller(): Installer;
  openPage(url: string): Promise<void>;
  quit(): void;
  onChange(): void;
  readonly log: Pick<LogFile, 'write'>;
}

export type Updates = ReturnType<typeof createUpdates>;

/** Looks for a newer version once a day or when it is asked to, and has it downloaded or says how to get it. */
export function createUpdates(ports: UpdatesPorts) {
  const { clock, way, settings, notices, seen, feed } = ports;
  let status: UpdateStatus = toFirstStatus(ports);
  let installer: Installer | null = null;
  /** Of a look whose outcome is still wanted. */
  let run = 0;
  let failedAt: number | null = null;
  /** The version whose notice was shown, so that a dismissed one stays away. */
  let told = '';
  let { check, channel } = chosen();
  const undos: (() => void)[] = [];

  function chosen(): { readonly check: boolean; readonly channel: UpdateChannel } {
    return settings.current().updates ?? DEFAULT_UPDATES;
  }

  function nameOf(): string {
    return listName(channel, ports.platform, ports.arch);
  }

  function become(next: UpdateStatus): void {
    status = next;
    const notice = noticeOfUpdate(next);
    // While it looks again, what it said is still so.
    if (next.kind === 'newest' || next.kind === 'idle') {
      told = '';
      notices.clear(NOTICE_ID);
    }
    if (notice !== null && told !== notice.version) {
      told = notice.version;
      const canNow = canRestart({ status: next, way });
      notices.set({
        id: NOTICE_ID,
        tone: 'info',
        text: notice.text,
        ...(canNow ? { action: 'restart-to-update' } : {}),
      });
    }
    ports.onChange();
  }

  async function fetchList(from: Feed, name: string): Promise<ReadList> {
    const url = from.listUrl(name, channel);
    const list = await ports.fetchBytes(url, MAX_LIST_BYTES);
    if (list.kind === 'failed') return list;
    const signature = await ports.fetchBytes(`${url}.minisig`, MAX_SIGNATURE_BYTES);
    if (signature.kind === 'failed' && signature.failure !== 'missing') return signature;
    return readList(
      {
        bytes: list.bytes,
        signature: signature.kind === 'bytes' ? new TextDecoder().decode(signature.bytes) : null,
        publicKey: ports.publicKey,
        name,
        current: ports.version,
        seenSignedAt: seen.read(name)?.signedAt ?? 0,
      },
      ports.verify,
    );
  }

  async function download(
    release: Extract<ReadList, { kind: 'newer' }>['release'],
    mine: number,
  ): Promise<void> {
    if (feed === null) return;
    const { version, notes } = release;
    become({ kind: 'downloading', release: { version, notes }, percent: 0 });
    installer ??= ports.createInstaller();
    const failure = await installer.download(
      release,
      (file) => feed.fileUrl(file, version),
      (percent) => {
        const whole = Math.max(0, Math.min(100, Math.floor(percent)));
        const isNews = status.kind === 'downloading' && status.percent !== whole;
        if (mine === run && isNews)
          become({ kind: 'downloading', release: { version, notes }, percent: whole });
      },
    );
    if (mine !== run) return;
    if (failure === null) become({ kind: 'ready', release: { version, notes } });
    else fail(failure);
    ports.log.write('update-download', { version, outcome: failure ?? 'ready' });
  }

  function fail(failure: Extract<UpdateStatus, { kind: 'failed' }>['failure']): void {
    failedAt = clock.now();
    become({ kind: 'failed', failure });
  }

  async function look(): Promise<void> {
    if (feed === null || !isFree(status)) return;
    run += 1;
    const mine = run;
    const name = nameOf();
    become({ kind: 'looking' });
    const list = await fetchList(feed, name);
    if (mine !== run) return;
    ports.log.write('update-look', { outcome: list.kind === 'failed' ? list.failure : list.kind });
    if (list.kind === 'failed') {
      fail(list.failure);
      return;
    }
    failedAt = null;
    seen.save(name, { lookedAt: clock.now(), signedAt: list.signedAt });
    if (list.kind === 'newest') become({ kind: 'newest' });
    else if (replacesItself(way)) await download(list.release, mine);
    else become({ kind: 'available', release: { version: list.release.version, notes: list.release.notes } });
  }

  /** Ends what is under way; what was downloaded is not installed. */
  function giveUp(): void {
    run += 1;
    installer?.discard();
    if (status.kind !== 'off') become({ kind: 'idle' });
  }

  function tick(): void {
    const now = clock.now();
    const since = (at: number): number => Math.abs(now - at);
    if (failedAt !== null && since(failedAt) < RETRY_MS) return;
    // Also when the clock was set back: a day in the future is no reason to wait for it.
    if (check && since(seen.read(nameOf())?.lookedAt ?? -Infinity) >= DAY_MS) void look();
  }

  function follow(): void {
    const next = chosen();
    const isOther = next.channel !== channel;
    const isStopped = check && !next.check;
    ({ check, channel } = next);
    if (isOther || isStopped) giveUp();
    if (isOther && check) void look();
  }

  return {
    view(): UpdatesView {
      const last = seen.read(nameOf());
      return {
        way,
        check,
        channel,
        lookedAt: last?.lookedAt ?? null,
        signedAt: last?.signedAt ?? null,
        page: feed?.page ?? null,
        status,
      };
    },
    start(): void {
      if (status.kind === 'off') return;
      undos.push(settings.onChange(follow), clock.after(FIRST_LOOK_MS, tick), clock.every(TICK_MS, tick));
    },
    /** Ends what is under way. What is ready stays to be installed. */
    stop(): void {
      for (const undo of undos.splice(0)) undo();
      if (status.kind === 'looking' || status.kind === 'downloading') giveUp();
    },
    handlers: {
      lookForUpdate(): void {
        void look();
      },
      /** Installs what is ready: quits in order, and starts again. */
      restartToUpdate(): void {
        if (!canRestart({ status, way })) return;
        installer?.restart();
        ports.quit();
      },
      async openUpdatePage(): Promise<void> {
        if (feed !== null) await ports.openPage(feed.page);
      },
    },
  };
}

function toFirstStatus({ way, publicKey, feed }: UpdatesPorts): UpdateStatus {
  if (way === 'sources') return { kind: 'off', why: 'sources' };
  if (!isPublicKey(publicKey)) return { kind: 'off', why: 'no-key' };
  return feed === null ? { kind: 'off', why: 'no-place' } : { kind: 'idle' };
}

/** May it look now? Not while it looks or downloads, and not again for what is ready. */
function isFree({ kind }: UpdateStatus): boolean {
  return kind !== 'off' && kind !== 'looking' && kind !== 'downloading' && kind !== 'ready';
}
