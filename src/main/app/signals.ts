import type { EventEmitter } from 'node:events';

/** What a part tells to whoever is made after it. */
export type Signals = EventEmitter<{
  /** A state, a setting, a notice or a secret's place is another one. */
  changed: [];
  /** A row was added, or counts went up. */
  row: [];
  /** Rows that stand before the newest were added or changed. */
  rowsBefore: [];
  /** Something shows tray icons now, or no longer does. */
  trayHost: [present: boolean];
  /** The window was closed: by a person, or because Porchlight ends. */
  windowClosed: [byPerson: boolean];
  /** The page can't work: its process died, or it could not be loaded. */
  pageGone: [reason: string];
}>;
