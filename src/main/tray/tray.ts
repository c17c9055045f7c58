import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Menu, nativeImage, Tray } from 'electron';
import type { MenuItemConstructorOptions, NativeImage } from 'electron';
import type { Clock } from '../../core/clock.ts';
import { nextQuietChange } from '../../core/settings/quiet-hours.ts';
import { drawBadge } from '../../core/tray/badge.ts';
import type { TrayAction, TrayItem } from '../../core/tray/tray-item.ts';
import type { TrayFacts, TrayModel } from '../../core/tray/tray-model.ts';
import { toTrayModel } from '../../core/tray/tray-model.ts';

/** On some desktops an open menu closes when it is rebuilt, so changes are collected. */
const GATHER_MS = 150;
/** It is looked so often whether a pause or quiet hours have begun or ended, if some are expected. */
const MAX_WAIT_MS = 60_000;

export interface TrayIconPorts {
  readonly platform: string;
  readonly iconFolder: string;
  readonly clock: Clock;
  readonly facts: () => TrayFacts;
  readonly act: (action: TrayAction) => void;
}

/** Our icon in the tray. */
export type TrayIconView = ReturnType<typeof createTrayIcon>;

/** Draws exactly what `toTrayModel` returns. */
export function createTrayIcon(ports: TrayIconPorts) {
  let drawn: TrayModel = toTrayModel(ports.facts());
  let cancelGathering: (() => void) | null = null;
  let cancelPauseEnd = (): void => undefined;
  const tray = new Tray(readIcon(ports, drawn));
  // On Linux the desktop shows the menu by itself, and a click may not be reported at all.
  tray.on('click', () => {
    if (ports.platform !== 'darwin') ports.act({ kind: 'open-log' });
  });

  function showText(model: TrayModel): void {
    tray.setToolTip(model.tooltip);
    // A picture there has no colours, so the count stands beside it. On Linux `setTitle` does nothing: Electron 25 sends an item with
    // an empty Title and the Id "chrome_status_icon_1", and offers no way to set either. The tooltip begins with our name instead.
    if (ports.platform === 'darwin') tray.setTitle(model.badge);
    // On Linux a changed menu appears only when it is set again.
    tray.setContextMenu(Menu.buildFromTemplate(model.menu.map((item) => toMenuItem(item, ports.act))));
  }

  function redraw(): void {
    cancelGathering = null;
    const facts = ports.facts();
    const model = toTrayModel(facts);
    if (model.icon !== drawn.icon || model.badge !== drawn.badge) tray.setImage(readIcon(ports, model));
    if (JSON.stringify(model) !== JSON.stringify(drawn)) showText(model);
    drawn = model;
    redrawLater(facts);
  }

  /** The icon changes when a pause ends, and when quiet hours begin and end; nothing else would redraw it then. */
  function redrawLater({ notifications, now }: TrayFacts): void {
    cancelPauseEnd();
    const { pausedUntil, quietHours } = notifications;
    const moments = [pausedUntil, nextQuietChange(quietHours, now)].filter(
      (each) => typeof each === 'number' && each > now,
    );
    // A clock may stand still while the computer sleeps.
    if (moments.length > 0)
      cancelPauseEnd = ports.clock.after(
        Math.min(...moments.map(Number), now + MAX_WAIT_MS) - now + 1,
        redraw,
      );
  }

  showText(drawn);
  redraw();
  return {
    /** Something it shows may have changed. */
    changed(): void {
      cancelGathering ??= ports.clock.after(GATHER_MS, redraw);
    },
    destroy(): void {
      cancelGathering?.();
      cancelPauseEnd();
      tray.destroy();
    },
  };
}

function toMenuItem(item: TrayItem, act: (action: TrayAction) => void): MenuItemConstructorOptions {
  switch (item.kind) {
    case 'separator':
      return { type: 'separator' };
    case 'label':
      return { label: escapeMnemonic(item.text), enabled: false };
    case 'action':
      return {
        label: escapeMnemonic(item.text),
        enabled: item.enabled,
        click: () => {
          act(item.action);
        },
      };
    case 'check':
      return {
        label: escapeMnemonic(item.text),
        type: 'checkbox',
        checked: item.checked,
        click: () => {
          act(item.action);
        },
      };
    case 'submenu':
      return { label: escapeMnemonic(item.text), submenu: item.items.map((inner) => toMenuItem(inner, act)) };
  }
}

/** In a menu `&` marks the access key; `&&` is a literal `&`. */
function escapeMnemonic(text: string): string {
  return text.replace(/&/g, '&&');
}

/** macOS colours a template image by itself; Windows picks a size out of an ICO; Linux uses a PNG with its @2x and @3x versions. */
function readIcon({ platform, iconFolder }: TrayIconPorts, { icon, badge }: TrayModel): NativeImage {
  const plain = join(iconFolder, `${icon}.png`);
  if (badge !== '' && platform !== 'darwin') return withBadge(nativeImage.createFromPath(plain), badge);
  const file = { darwin: `${icon}Template.png`, win32: `${icon}.ico` }[platform] ?? `${icon}.png`;
  const path = join(iconFolder, file);
  return nativeImage.createFromPath(existsSync(path) ? path : plain);
}

/** Sizes of an icon, as multiples of the usual one. */
const SCALES = [1, 2, 3];

function withBadge(image: NativeImage, badge: string): NativeImage {
  const drawn = nativeImage.createEmpty();
  const usual = image.getSize().width;
  for (const scaleFactor of SCALES) {
    const edge = usual * scaleFactor;
    const bitmap = image.toBitmap({ scaleFactor });
    // One that is not there in this size is given in another.
    if (bitmap.length !== edge * edge * 4) continue;
    const buffer = Buffer.from(drawBadge(bitmap, edge, badge));
    drawn.addRepresentation({ scaleFactor, width: edge, height: edge, buffer });
  }
  return drawn.isEmpty() ? image : drawn;
}
