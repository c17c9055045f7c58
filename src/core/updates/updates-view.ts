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
