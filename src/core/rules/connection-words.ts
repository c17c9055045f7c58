import { joinNames } from '../events/value-words.ts';
import { formatDuration } from '../time/format-time.ts';
import type { Notification } from './wording.ts';

/** "Home has not answered for 2 min", "15 servers are out of reach" */
export function toLostNotification(names: readonly string[], ms: number): Notification {
  if (names.length > 1) {
    return {
      title: `${count(names)} are out of reach`,
      body: `${joinNames(names)}. Nothing that happens there is seen until they answer.`,
    };
  }
  return {
    title: `${joinNames(names)} has not answered for ${formatDuration(ms)}`,
    body: 'Nothing that happens there is seen until it does.',
  };
}

/** "Home needs you", "3 servers need you": they refuse, or something has to be set right. */
export function toStoppedNotification(names: readonly string[]): Notification {
  if (names.length > 1) {
    return {
      title: `${count(names)} need you`,
      body: `${joinNames(names)}. Porchlight does not connect to them again by itself. The settings say why.`,
    };
  }
  return {
    title: `${joinNames(names)} needs you`,
    body: 'Porchlight does not connect to it again by itself. The settings say why.',
  };
}

/**
 * "Home is back", "12 servers are back"
 *
 * @param awayMs of the one that was away longest
 * @param missing how many that were told of as lost are still away
 */
export function toBackNotification(names: readonly string[], awayMs: number, missing: number): Notification {
  const away = formatDuration(Math.floor(awayMs / 1_000) * 1_000);
  const others = missing === 0 ? '' : ` ${String(missing)} more ${missing === 1 ? 'is' : 'are'} still away.`;
  if (names.length > 1) {
    return {
      title: `${count(names)} are back`,
      body: `${joinNames(names)}.${others} They were not connected for up to ${away}. What their recorders kept of that time is fetched.`,
    };
  }
  return {
    title: `${joinNames(names)} is back`,
    body: `It was not connected for ${away}. What its recorder kept of that time is fetched.${others}`,
  };
}

function count(names: readonly string[]): string {
  return `${String(names.length)} servers`;
}
