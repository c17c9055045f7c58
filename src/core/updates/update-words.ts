import { formatMoment } from '../time/format-time.ts';
import type { UpdateFailure, UpdatesView, UpdateStatus, UpdateWay } from './updates-view.ts';

/** A list is signed with each release, and now and then without one. An older one may be held back by somebody. */
const OLD_LIST_MS = 180 * 86_400_000;

const FAILURES: Readonly<Record<UpdateFailure, string>> = {
  unreachable: 'The place with the versions could not be reached. Porchlight will try again.',
  missing: 'The place with the versions has nothing for this system.',
  slow: 'The place with the versions was too slow to answer. Porchlight will try again.',
  'too-large': 'What came is larger than it may be, so it was thrown away.',
  blocked: 'The place with the versions led to an address without encryption, so Porchlight did not follow.',
  unsigned:
    'What came is not signed, so it was not used. Some networks show a page of their own until you sign in.',
  'wrong-signature':
    'The signature is not that of Porchlight, so what came was not used. If this stays so, please report it.',
  'other-list': 'What came is signed, but it is the list of another system, so it was not used.',
  'rolled-back':
    'The list of versions is signed, but it is older than the last one, or than this Porchlight, so it was not used. Somebody may be holding newer versions back.',
  unreadable: 'What came is signed, but it could not be read. Please report this.',
  'wrong-file': 'The download is not the file that was signed, so it was thrown away.',
  'cut-off': 'The download was cut off. Porchlight will try again.',
  'disk-full': 'There is not enough room on the disk for the download.',
  'not-writable': 'Porchlight may not write where the download belongs.',
  unknown: 'The download failed. The log file says where.',
};

const OFF: Readonly<Record<Extract<UpdateStatus, { kind: 'off' }>['why'], string>> = {
  'no-key': 'This build has no key to check updates with, so it looks for none.',
  'no-place': 'This build does not know where updates come from, so it looks for none.',
  sources: 'This Porchlight runs from its sources, so it looks for no updates.',
};

/** How a version is had where Porchlight does not replace itself. */
const HOW_TO_GET: Readonly<Record<UpdateWay, string>> = {
  appimage: '',
  nsis: '',
  mac: '',
  sources: '',
  'appimage-of-others': 'You may not replace this AppImage. Whoever put it there can download the new one.',
  deb: 'Download the .deb, and install it with: sudo apt install ./FILE.deb',
  rpm: 'Download the .rpm, and install it with: sudo dnf install ./FILE.rpm',
  pacman: 'Download the package, and install it with: sudo pacman -U FILE',
  flatpak: 'Get it with: flatpak update io.porchlight.Porchlight',
  snap: 'Get it with: sudo snap refresh porchlight',
  portable: 'Download the new portable program, and replace this one.',
  archive: 'Download the new archive, and unpack it in place of this one.',
};

/** What there is to say of updates, in one or two sentences. */
export function describeUpdates({ status, way }: Pick<UpdatesView, 'status' | 'way'>): string {
  switch (status.kind) {
    case 'off':
      return OFF[status.why];
    case 'idle':
      return '';
    case 'looking':
      return 'Looking for a newer version …';
    case 'newest':
      return 'This is the newest version.';
    case 'available':
      return `Porchlight ${status.release.version} is there. ${HOW_TO_GET[way]}`.trim();
    case 'downloading':
      return `Porchlight ${status.release.version} is being downloaded.`;
    case 'ready':
      return `Porchlight ${status.release.version} is ready. It is installed when you quit Porchlight.`;
    case 'failed':
      return FAILURES[status.failure];
  }
}

/** Says that a list is suspiciously old; empty for one that is not. */
export function describeOldList({ signedAt }: Pick<UpdatesView, 'signedAt'>, now: number): string {
  if (signedAt === null || now - signedAt < OLD_LIST_MS) return '';
  return `The list of versions was signed on ${formatMoment(signedAt)}, which is long ago. Look at the page of versions to see if there are newer ones.`;
}

/** What looking tells, and whom. */
export function describeLooking(page: string | null): string {
  const host = page === null ? '' : new URL(page).host;
  const where = host === '' ? '' : ` from ${host}`;
  return `Once a day Porchlight gets a signed list of versions${where}. It tells nothing of you or your home.`;
}

/** Can what is ready be installed at once? macOS installs after the app has ended by itself, and does not start it again. */
export function canRestart({ status, way }: Pick<UpdatesView, 'status' | 'way'>): boolean {
  return status.kind === 'ready' && way !== 'mac';
}

/** The notice at the top of the window, once for a version; `null` where there is nothing to do. */
export function noticeOfUpdate(
  status: UpdateStatus,
): { readonly version: string; readonly text: string } | null {
  if (status.kind !== 'ready' && status.kind !== 'available') return null;
  const { version } = status.release;
  return {
    version,
    text:
      status.kind === 'ready'
        ? `Porchlight ${version} is ready, and is installed when you quit. The settings say what is new.`
        : `Porchlight ${version} is there. The settings say what is new, and how to get it.`,
  };
}
