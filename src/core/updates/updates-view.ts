/**
 * How this Porchlight was installed, and so who replaces it. `appimage`, `nsis` and `mac` replace themselves; the others only say
 * that there is a newer version. `sources`: it was started from its sources.
 */
export type UpdateWay =
  | 'appimage'
  | 'nsis'
  | 'mac'
  | 'appimage-of-others'
  | 'deb'
  | 'rpm'
  | 'pacman'
  | 'flatpak'
  | 'snap'
  | 'portable'
  | 'archive'
  | 'sources';

export type UpdateChannel = 'stable' | 'beta';

/** A version that is offered. */
export interface Release {
  readonly version: string;
  /** Plain text, bounded; empty where there are none. */
  readonly notes: string;
}

/** Why looking for a newer version, or its download, came to nothing. */
export type UpdateFailure =
  | 'unreachable'
  | 'missing'
  | 'slow'
  | 'too-large'
  | 'blocked'
  | 'unsigned'
  | 'wrong-signature'
  | 'other-list'
  | 'rolled-back'
  | 'unreadable'
  | 'wrong-file'
  | 'cut-off'
  | 'disk-full'
  | 'not-writable'
  | 'unknown';

export type UpdateStatus =
  /** Nothing is looked for: this build has no key, knows no place to look at, or runs from its sources. */
  | { readonly kind: 'off'; readonly why: 'no-key' | 'no-place' | 'sources' }
  | { readonly kind: 'idle' }
  | { readonly kind: 'looking' }
  | { readonly kind: 'newest' }
  /** There is a newer one, and its owner gets it the way that this one came. */
  | { readonly kind: 'available'; readonly release: Release }
  | { readonly kind: 'downloading'; readonly release: Release; readonly percent: number }
  /** It is installed when Porchlight quits. */
  | { readonly kind: 'ready'; readonly release: Release }
  | { readonly kind: 'failed'; readonly failure: UpdateFailure };

/** Updates, for the page. */
export interface UpdatesView {
  readonly way: UpdateWay;
  /** Look once a day. */
  readonly check: boolean;
  readonly channel: UpdateChannel;
  /** Epoch ms at which a good list of versions came, `null` if none has yet. */
  readonly lookedAt: number | null;
  /** Epoch ms at which that list was signed. */
  readonly signedAt: number | null;
  /** The page that has all versions; `null` where this build knows none. */
  readonly page: string | null;
  readonly status: UpdateStatus;
}
