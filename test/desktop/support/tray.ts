import { z } from 'zod';
import { pollFor } from './poll.ts';
import { callBus, readProperties, type BusObject } from './session-bus.ts';

/** One icon in the tray, as the StatusNotifierItem specification has it. */
export interface TrayItem extends BusObject {
  readonly id: string;
  readonly title: string;
  /** Title and text of the tooltip, joined by a line break when there are both. */
  readonly toolTip: string;
  readonly status: string;
  /** The largest picture: width and height in pixels, bytes in ARGB order. Undefined for an item that names a themed icon. */
  readonly picture:
    { readonly width: number; readonly height: number; readonly argb: Uint8Array } | undefined;
  readonly menuPath: string;
}

/** One row of a tray menu, as com.canonical.dbusmenu has it. */
export interface TrayMenuRow {
  readonly id: number;
  /** Without the underscores that mark access keys. Empty for a separator. */
  readonly label: string;
  readonly isSeparator: boolean;
  readonly isEnabled: boolean;
  readonly isChecked: boolean;
  readonly children: readonly TrayMenuRow[];
}

const watcher = { busName: 'org.kde.StatusNotifierWatcher', path: '/StatusNotifierWatcher' };
const itemInterface = 'org.kde.StatusNotifierItem';
const menuInterface = 'com.canonical.dbusmenu';

const pixmapSchema = z.tuple([z.number(), z.number(), z.array(z.number())]);
const itemSchema = z.object({
  Id: z.string(),
  Title: z.string().default(''),
  Status: z.string().default(''),
  Menu: z.string(),
  ToolTip: z.tuple([z.string(), z.array(pixmapSchema), z.string(), z.string()]).optional(),
  IconPixmap: z.array(pixmapSchema).default([]),
});
const rowSchema = z.tuple([
  z.number(),
  z.object({
    type: z.string().default('standard'),
    label: z.string().default(''),
    enabled: z.boolean().default(true),
    visible: z.boolean().default(true),
    'toggle-state': z.number().default(-1),
  }),
  z.array(z.unknown()),
]);

/** The items that are in the tray now. */
export async function listTrayItems(): Promise<TrayItem[]> {
  const properties = await readProperties(watcher, 'org.kde.StatusNotifierWatcher');
  const addresses = z.array(z.string()).parse(properties['RegisteredStatusNotifierItems']);
  return Promise.all(addresses.map(readTrayItem));
}

/** The first item in the tray, waiting for it to register (10 s unless told). */
export function waitForTrayItem(
  fits: (item: TrayItem) => boolean = () => true,
  timeoutMs?: number,
): Promise<TrayItem> {
  return pollFor('such tray item', async () => (await listTrayItems()).find(fits), timeoutMs);
}

async function readTrayItem(address: string): Promise<TrayItem> {
  const slash = address.indexOf('/');
  const target = { busName: address.slice(0, slash), path: address.slice(slash) };
  const item = itemSchema.parse(await readProperties(target, itemInterface));
  const [largest] = item.IconPixmap.toSorted(([a], [b]) => b - a);
  return {
    ...target,
    id: item.Id,
    title: item.Title,
    toolTip: item.ToolTip ? [item.ToolTip[2], item.ToolTip[3]].filter((text) => text !== '').join('\n') : '',
    status: item.Status,
    picture: largest && { width: largest[0], height: largest[1], argb: Uint8Array.from(largest[2]) },
    menuPath: item.Menu,
  };
}

/** The visible rows of an item's menu, with their submenus. */
export async function readTrayMenu(item: TrayItem): Promise<readonly TrayMenuRow[]> {
  const target = { busName: item.busName, path: item.menuPath };
  const [, root] = await callBus(target, menuInterface, 'GetLayout', 'iias', ['0', '-1', '0']);
  return toMenuRow(root)?.children ?? [];
}

function toMenuRow(value: unknown): TrayMenuRow | undefined {
  const [id, properties, children] = rowSchema.parse(value);
  if (!properties.visible) return undefined;
  return {
    id,
    label: properties.label.replaceAll(/_(.)/g, '$1'),
    isSeparator: properties.type === 'separator',
    isEnabled: properties.enabled,
    isChecked: properties['toggle-state'] === 1,
    children: children.map(toMenuRow).filter((row) => row !== undefined),
  };
}

/**
 * Chooses a row of an item's menu as a click does. The menu is drawn anew whenever something in it changes, and then its rows have
 * other numbers, so a click that meets an old number is done again.
 *
 * @param labels the row's label; before it those of the submenus that lead to it
 * @throws when there is no such row, or it is disabled.
 */
export async function clickTrayMenu(item: TrayItem, ...labels: [string, ...string[]]): Promise<void> {
  await pollFor(
    `click on ${labels.join(' > ')}`,
    async () => {
      const id = await findRow(item, labels);
      const target = { busName: item.busName, path: item.menuPath };
      await callBus(target, menuInterface, 'Event', 'isvu', [String(id), 'clicked', 's', '', '0']).catch(
        (error: unknown) => {
          // An app that was told to quit may be gone before it answers.
          if (!String(error).includes('disconnected from message bus')) throw error;
        },
      );
      return true;
    },
    3_000,
  );
}

/** The number of an enabled row. */
async function findRow(item: TrayItem, labels: readonly string[]): Promise<number> {
  let rows = await readTrayMenu(item);
  let id = 0;
  for (const label of labels) {
    const found = rows.find((row) => row.label === label);
    if (!found?.isEnabled) {
      throw new Error(
        `The tray menu has no enabled row "${label}", but: ${rows.map((row) => row.label).join(' | ')}`,
      );
    }
    rows = found.children;
    id = found.id;
  }
  return id;
}

/** A left click on the item's icon. */
export async function activateTrayItem(item: TrayItem): Promise<void> {
  await callBus(item, itemInterface, 'Activate', 'ii', ['0', '0']);
}
