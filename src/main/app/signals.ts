import type { EventEmitter } from 'node:events';
import type { NotificationRequest } from '../../core/history/alert.ts';
import type { Button } from '../notifications/notification-buttons.ts';

/** Notifications from a part to the parts that are created after it. */
export type Signals = EventEmitter<{
  /** A state, a setting, a notice or the place of a secret has changed. */
  changed: [];
  /** A row was added, or counts went up. */
  row: [];
  /** Rows older than the newest were added or changed. */
  rowsBefore: [];
  /** The log is limited to this server, or to none. */
  serverShown: [serverId: string | null];
  /** A tray host appeared or disappeared. */
  trayHost: [present: boolean];
  /** A notification or one of its buttons was pressed. */
  pressed: [button: Button, notification: NotificationRequest];
  /** The computer was locked or unlocked. */
  locked: [isLocked: boolean];
  /** The desktop's Do Not Disturb was switched on or off. */
  disturbed: [];
  /** The window was closed: by a person, or because Porchlight ends. */
  windowClosed: [byPerson: boolean];
  /** The page can't work: its process died, or it could not be loaded. */
  pageGone: [reason: string];
}>;
