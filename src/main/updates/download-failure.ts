import type { UpdateFailure } from '../../core/updates/updates-view.ts';

const BY_CODE: Readonly<Record<string, UpdateFailure>> = {
  ERR_CHECKSUM_MISMATCH: 'wrong-file',
  ERR_UPDATER_NO_FILES_PROVIDED: 'missing',
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
  EACCES: 'not-writable',
  EPERM: 'not-writable',
  EROFS: 'not-writable',
};

/** Of Chromium, https://source.chromium.org/chromium/chromium/src/+/main:net/base/net_error_list.h. */
const BY_NET_ERROR: readonly (readonly [RegExp, UpdateFailure])[] = [
  // A compressed answer, though none was asked for, may be refused by Chromium before our guard sees it.
  [/ERR_BLOCKED_BY_CLIENT|ERR_CONTENT_DECODING/, 'blocked'],
  [/ERR_CONTENT_LENGTH_MISMATCH|ERR_CONNECTION_(?:CLOSED|RESET|ABORTED)|ERR_INCOMPLETE/, 'cut-off'],
  [/ERR_TIMED_OUT|ERR_CONNECTION_TIMED_OUT/, 'slow'],
  [/net::ERR_/, 'unreachable'],
  // electron-updater and its HTTP have no codes for these.
  [/, status 4\d\d/, 'missing'],
  [/, status \d\d\d/, 'unreachable'],
  [/aborted by the server/, 'cut-off'],
];

/** Why electron-updater's download failed. Nothing of its message is shown or logged: it has addresses and paths. */
export function toDownloadFailure(error: unknown): UpdateFailure {
  if (!(error instanceof Error)) return 'unknown';
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return BY_CODE[code] ?? BY_NET_ERROR.find(([pattern]) => pattern.test(error.message))?.[1] ?? 'unknown';
}
