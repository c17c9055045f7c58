import { formatDuration } from '../time/format-time.ts';
import type { Notification } from './wording.ts';

/** "Home has not answered for 2 min" */
export function toLostNotification(name: string, ms: number): Notification {
  return {
    title: `${name} has not answered for ${formatDuration(ms)}`,
    body: 'Nothing that happens there is seen until it does.',
  };
}

/** "Home needs you": it refuses, or something has to be set right. */
export function toStoppedNotification(name: string): Notification {
  return {
    title: `${name} needs you`,
    body: 'Porchlight does not connect to it again by itself. The settings say why.',
  };
}

/** "Home is back" */
export function toBackNotification(name: string, awayMs: number): Notification {
  const seconds = Math.floor(awayMs / 1_000) * 1_000;
  return {
    title: `${name} is back`,
    body: `It was not connected for ${formatDuration(seconds)}. What its recorder kept of that time is fetched.`,
  };
}
