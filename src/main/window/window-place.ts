import type { Rectangle } from 'electron';
import type { WindowPlace } from '../../core/settings/settings.ts';

/** A rectangle of the desktop in device-independent pixels. */
export type Area = Readonly<Rectangle>;

export const DEFAULT_SIZE = { width: 1100, height: 720 };
export const MIN_SIZE = { width: 640, height: 420 };
/** At least this much of the window must be on a screen, so that a person can drag it. */
const GRAB = { width: 120, height: 40 };

/**
 * Where a window opens. The remembered place is kept if the window can still be dragged on one of the displays. Otherwise
 * the window is centred on the first display, made to fit.
 *
 * @param displays work areas, the primary one first.
 */
export function fitWindowPlace(place: WindowPlace | null, displays: readonly Area[]): WindowPlace {
  const first = displays[0] ?? { x: 0, y: 0, width: 1280, height: 800 };
  const home = place === null ? first : (displays.find((display) => isGrabbable(place, display)) ?? first);
  const width = clamp(place?.width ?? DEFAULT_SIZE.width, MIN_SIZE.width, home.width);
  const height = clamp(place?.height ?? DEFAULT_SIZE.height, MIN_SIZE.height, home.height);
  if (place === null || !isGrabbable(place, home)) {
    const x = home.x + Math.max(0, Math.floor((home.width - width) / 2));
    const y = home.y + Math.max(0, Math.floor((home.height - height) / 2));
    return { x, y, width, height, maximized: place?.maximized ?? false };
  }
  return { x: place.x, y: place.y, width, height, maximized: place.maximized };
}

/** Enough of the title bar is inside the display. */
function isGrabbable(place: Area, display: Area): boolean {
  const across = Math.min(place.x + place.width, display.x + display.width) - Math.max(place.x, display.x);
  const below = place.y - display.y;
  return across >= GRAB.width && below >= 0 && below <= display.height - GRAB.height;
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(value, Math.max(least, most)));
}

/** A title bar is no taller than this. */
const MAX_FRAME = 80;

/**
 * How far the window manager moved a window from the requested place. On X11 a window is placed by its frame but
 * reports the place of its content, so without this each reopening would move it by a title bar
 * (https://github.com/electron/electron/issues/10388).
 */
export function measureFrame(asked: Area, reported: Area): { readonly x: number; readonly y: number } {
  const x = reported.x - asked.x;
  const y = reported.y - asked.y;
  return x >= 0 && x <= MAX_FRAME && y >= 0 && y <= MAX_FRAME ? { x, y } : { x: 0, y: 0 };
}
