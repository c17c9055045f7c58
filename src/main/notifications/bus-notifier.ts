import { Variant } from '@jellybrick/dbus-next';
import * as z from 'zod';
import { placeOf, type NotificationRequest, type Sound } from '../../core/history/alert.ts';
import { escapeMarkup } from '../../core/rules/wording.ts';
import type { SessionBus } from '../desktop/session-bus.ts';
import { buttonsOf, type Button } from './notification-buttons.ts';
import type { Trimmings } from './pictures.ts';

export interface BusNotifierPorts {
  readonly bus: Pick<SessionBus, 'call' | 'watch'>;
  /** Width and height in pixels, and their rows: blue, green, red, alpha, as Electron has them. */
  readonly icon: () => { readonly width: number; readonly height: number; readonly bgra: Buffer };
  readonly onPress: (button: Button, notification: NotificationRequest) => void;
  /** Path of the file of a sound, for the notification server. */
  readonly soundFile: (sound: Sound) => string;
  /** Plays a sound where the desktop plays none. */
  readonly playSound: (sound: Sound) => void;
  /** What `isSupported` says has changed. */
  readonly onSupport: () => void;
}

const SERVER = { name: 'org.freedesktop.Notifications', path: '/org/freedesktop/Notifications' };
/** The bus may have to start the server first. */
const SHOW_DEADLINE_MS = 5_000;
/** Name of the installed desktop entry, by which a desktop finds the icon: `desktopName` of package.json. */
const DESKTOP_ENTRY = 'io.porchlight.Porchlight';
/** Notifications whose buttons still work. */
const MAX_HELD = 50;

const capabilitiesSchema = z.tuple([z.array(z.string().max(100)).max(100)]);
/** A server that can't be asked may read the body as markup. */
const UNKNOWN: ReadonlySet<string> = new Set(['body-markup']);

/** Notifications by the Desktop Notifications Specification: https://specifications.freedesktop.org/notification-spec/latest/ */
export function createBusNotifier(ports: BusNotifierPorts) {
  const { bus, icon, onPress, onSupport } = ports;
  /** What the server can do: one question for all that wait, so that a burst at the start keeps its order. */
  let abilities: Promise<ReadonlySet<string>> | null = null;
  let picture: Variant | null = null;
  let isOwned = false;
  let isSupported = true;
  /** What is on the screen, by the server's number. */
  const held = new Map<number, NotificationRequest>();
  /** By place: the number of the newest one there; 0 for none. */
  const newest = new Map<string, Promise<number>>();

  function askAbilities(): Promise<ReadonlySet<string>> {
    const asked = bus.call(SERVER, `${SERVER.name}.GetCapabilities`);
    return asked
      .then((answer) => new Set(capabilitiesSchema.parse(answer)[0]))
      .catch(() => {
        abilities = null;
        return UNKNOWN;
      });
  }

  function support(next: boolean): void {
    if (next === isSupported) return;
    isSupported = next;
    onSupport();
  }

  function onSignal(member: string, [id, key]: readonly unknown[]): void {
    const request = typeof id === 'number' ? held.get(id) : undefined;
    if (request === undefined || typeof id !== 'number') return;
    const [button] = buttonsOf(request).find(([each]) => each === key) ?? [];
    if (member === 'ActionInvoked' && button !== undefined) {
      onPress(button, request);
      // One that is resident would stay, though its rule has been dealt with.
      if (button !== 'default')
        bus.call(SERVER, `${SERVER.name}.CloseNotification`, 'u', [id]).catch(() => undefined);
    }
    if (member === 'NotificationClosed') {
      held.delete(id);
      newest.delete(placeOf(request) ?? '');
    }
  }

  /** What a server that plays sounds is told of them. */
  function soundHints(sound: Sound | null): Record<string, Variant> {
    if (sound === null) return {};
    if (sound === 'none') return { 'suppress-sound': new Variant('b', true) };
    return { 'sound-file': new Variant('s', ports.soundFile(sound)) };
  }

  async function show(
    request: NotificationRequest,
    { sound, picture: own }: Trimmings,
    older: Promise<number> | number | undefined,
  ): Promise<number> {
    const can = await (abilities ??= askAbilities());
    const { title, body, level } = request;
    const [id] = await bus.call(
      SERVER,
      `${SERVER.name}.Notify`,
      'susssasa{sv}i',
      [
        'Porchlight',
        (await older) ?? 0,
        '',
        title,
        can.has('body-markup') ? escapeMarkup(body) : body,
        can.has('actions') ? buttonsOf(request).flat() : [],
        {
          urgency: new Variant('y', level === 'critical' ? 2 : 1),
          'desktop-entry': new Variant('s', DESKTOP_ENTRY),
          'image-data': own === null ? (picture ??= toImageData(icon())) : toImageData(own),
          ...(can.has('sound') ? soundHints(sound) : {}),
          ...(level === 'important' && can.has('persistence') ? { resident: new Variant('b', true) } : {}),
        },
        // 0: until it is closed. -1: as long as the server likes.
        level === 'normal' ? -1 : 0,
      ],
      SHOW_DEADLINE_MS,
    );
    if (typeof id !== 'number') throw new Error('The notification server answered with no number.');
    if (sound !== null && sound !== 'none' && !can.has('sound')) ports.playSound(sound);
    return id;
  }

  void bus.watch(SERVER.name, {
    onOwner(next) {
      isOwned = next === true;
      abilities = null;
      held.clear();
      newest.clear();
      // Where nobody is there yet, the bus may start somebody.
      if (next !== false) support(isOwned);
    },
    onSignal,
  });

  return {
    isSupported: (): boolean => isSupported,
    async notify(request: NotificationRequest, trimmings: Trimmings): Promise<boolean> {
      const place = placeOf(request);
      const older = place === null ? undefined : newest.get(place);
      const shown = show(request, trimmings, older);
      if (place !== null) {
        newest.set(
          place,
          shown.catch(() => older ?? 0),
        );
        trim(newest);
      }
      try {
        held.set(await shown, request);
        trim(held);
        support(true);
        return true;
      } catch {
        support(isOwned);
        return false;
      }
    },
    /** Shows one that is still on the screen once more, with what came late. */
    amend(request: NotificationRequest, trimmings: Trimmings): void {
      for (const [id, each] of held)
        if (each === request) void show(request, trimmings, id).catch(() => undefined);
    },
  };
}

/** The oldest gives way. */
function trim(map: Map<unknown, unknown>): void {
  const [oldest] = map.keys();
  if (map.size > MAX_HELD) map.delete(oldest);
}

/** A picture as the hint `image-data` wants it: rows of red, green, blue and alpha, with colours not yet times alpha. */
function toImageData({ width, height, bgra }: ReturnType<BusNotifierPorts['icon']>): Variant {
  const rgba = Buffer.alloc(bgra.length);
  for (let at = 0; at < bgra.length; at += 4) {
    const alpha = bgra[at + 3] ?? 0;
    const plain = (offset: number): number =>
      alpha === 0 ? 0 : Math.min(255, Math.round(((bgra[at + offset] ?? 0) * 255) / alpha));
    rgba.set([plain(2), plain(1), plain(0), alpha], at);
  }
  return new Variant('(iiibiiay)', [width, height, width * 4, true, 8, 4, rgba]);
}
