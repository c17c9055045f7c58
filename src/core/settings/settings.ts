import * as z from 'zod';
import { destinationSchema, MAX_DESTINATIONS } from '../outside/destination.ts';
import { DEFAULT_REDACTION } from '../redaction/default-rules.ts';
import { DEFAULT_RULES } from '../rules/default-rules.ts';
import { ruleSchema } from '../rules/rule.ts';
import type { QuietHours } from './quiet-hours.ts';
import { serverProfileSchema } from '../servers/profile.ts';
import { CLOCKS } from '../time/format-time.ts';
import { DENSITIES } from './density.ts';

/** Version of the shape below. Raise it together with a step in `migrate-settings.ts`. */
export const SETTINGS_VERSION = 6;

export const themeSchema = z.enum(['system', 'light', 'dark']);
export type Theme = z.infer<typeof themeSchema>;

/** Sizes of the text, percent. */
export const TEXT_SIZES = [90, 100, 115, 130, 150] as const;
const textSizeSchema = z.literal(TEXT_SIZES);
export type TextSize = z.infer<typeof textSizeSchema>;

export const windowPlaceSchema = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().min(200).max(20_000),
  height: z.number().int().min(200).max(20_000),
  maximized: z.boolean(),
});
export type WindowPlace = z.infer<typeof windowPlaceSchema>;

const timeOfDay = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/);
const quietHoursSchema: z.ZodType<QuietHours> = z.strictObject({
  on: z.boolean(),
  from: timeOfDay,
  to: timeOfDay,
  days: z.array(z.number().int().min(0).max(6)).min(1).max(7),
});

const words = z.array(z.string().min(1).max(200)).max(500).readonly();

/** What the history stores, and what it redacts. */
export const historySettingsSchema = z.object({
  /** `false`: nothing is written to disk. */
  keep: z.boolean(),
  /** Bytes of the database. */
  maxBytes: z.number().int().min(10_000_000).max(1e12),
  maxAgeDays: z.number().int().min(1).max(3_650),
  redaction: z.object({ keys: words, patterns: words }),
});

/** A named query, shown as a tab. */
export const savedViewSchema = z
  .object({
    id: z.string().min(1).max(64),
    name: z.string().min(1).max(80),
    query: z.string().max(4_000),
  })
  .readonly();
export type SavedView = z.infer<typeof savedViewSchema>;

/** A column of the log. */
export const columnSchema = z
  .object({
    name: z.enum(['time', 'icon', 'thing', 'text', 'by', 'server', 'type', 'subject', 'origin']),
    shown: z.boolean(),
    /** CSS pixels; `null` takes the remaining width. */
    widthPx: z.number().int().min(20).max(2_000).nullable(),
  })
  .readonly();
export type ColumnChoice = z.infer<typeof columnSchema>;

/** Looking for newer versions of Porchlight. */
export const updatesSettingsSchema = z.object({
  /** Once a day. */
  check: z.boolean(),
  channel: z.enum(['stable', 'beta']),
});
export const DEFAULT_UPDATES: z.infer<typeof updatesSettingsSchema> = { check: true, channel: 'stable' };

/** Earlier versions had up to 500 choices of up to 200 entities, and each of those may have become several rules. */
const MAX_STORED_RULES = 10_000;

/** Everything that is stored between runs, except the secrets. */
export const settingsSchema = z.object({
  version: z.literal(SETTINGS_VERSION),
  servers: z.array(serverProfileSchema).max(20),
  notifications: z.object({
    enabled: z.boolean(),
    /** Epoch ms until which none are raised, or until the computer is unlocked; `null` when not paused. */
    pausedUntil: z.union([z.number(), z.literal('unlock')]).nullable(),
    rules: z.array(ruleSchema).max(MAX_STORED_RULES),
    /** Absent: none. */
    quietHours: quietHoursSchema.exactOptional(),
    /** Show also what its owner sees in the log at that moment. Absent: no. */
    tellWhileLooking: z.boolean().exactOptional(),
    /** Tell of a server that has not answered for two minutes, and when it is back. Absent: yes. */
    connections: z.boolean().exactOptional(),
    /** Alerts are heard. Absent: yes. */
    sound: z.boolean().exactOptional(),
  }),
  /** Where rules can send alerts; their addresses are in the vault. */
  destinations: z.array(destinationSchema).max(MAX_DESTINATIONS).readonly().default([]),
  /** Epoch ms up to which alerts have been read. */
  alertsReadUntil: z.number().default(0),
  theme: themeSchema,
  /** Percent of the usual size of everything in the window. Absent: 100. */
  textSize: textSizeSchema.exactOptional(),
  /** How close the rows of the log stand. Absent: comfortable. */
  density: z.enum(DENSITIES).exactOptional(),
  /** How times of day are written. Absent: 24 hours. */
  clock: z.enum(CLOCKS).exactOptional(),
  startAtLogin: z.boolean(),
  /** The CPU draws the window and not the graphics card, from the next start. */
  softwareDrawing: z.boolean().default(false),
  /** The owner agreed to keep secrets without a keyring, readable by anyone who can read the file. */
  weakStorageAllowed: z.boolean(),
  window: windowPlaceSchema.nullable(),
  history: historySettingsSchema,
  /** Named queries, shown as tabs in this order. */
  savedViews: z.array(savedViewSchema).max(50).readonly(),
  /** Columns of the log in their order; empty for the usual ones. */
  columns: z.array(columnSchema).max(9).readonly(),
  /** Notices that are shown only once. */
  told: z.object({ closesToTray: z.boolean(), noTray: z.boolean() }),
  /** Absent: `DEFAULT_UPDATES`. */
  updates: updatesSettingsSchema.exactOptional(),
});
export type Settings = z.infer<typeof settingsSchema>;

const { shape } = settingsSchema;

/** What the page may change of the settings. An absent member stays unchanged. */
export const settingsPatchSchema = z.strictObject({
  alertsReadUntil: z.number().exactOptional(),
  theme: shape.theme.exactOptional(),
  textSize: textSizeSchema.exactOptional(),
  density: z.enum(DENSITIES).exactOptional(),
  clock: z.enum(CLOCKS).exactOptional(),
  softwareDrawing: z.boolean().exactOptional(),
  startAtLogin: shape.startAtLogin.exactOptional(),
  weakStorageAllowed: shape.weakStorageAllowed.exactOptional(),
  savedViews: shape.savedViews.exactOptional(),
  columns: shape.columns.exactOptional(),
  history: z
    .strictObject({
      keep: historySettingsSchema.shape.keep.exactOptional(),
      maxBytes: historySettingsSchema.shape.maxBytes.exactOptional(),
      maxAgeDays: historySettingsSchema.shape.maxAgeDays.exactOptional(),
      redaction: historySettingsSchema.shape.redaction.strict().exactOptional(),
    })
    .exactOptional(),
  updates: z
    .strictObject({
      check: updatesSettingsSchema.shape.check.exactOptional(),
      channel: updatesSettingsSchema.shape.channel.exactOptional(),
    })
    .exactOptional(),
  notifications: z
    .strictObject({
      enabled: z.boolean().exactOptional(),
      quietHours: quietHoursSchema.exactOptional(),
      tellWhileLooking: z.boolean().exactOptional(),
      connections: z.boolean().exactOptional(),
      sound: z.boolean().exactOptional(),
    })
    .exactOptional(),
});
export type SettingsPatch = z.infer<typeof settingsPatchSchema>;

/** The settings with the changes of a patch. */
export function applyPatch(settings: Settings, patch: SettingsPatch): Settings {
  const { history, notifications, updates, ...rest } = patch;
  return {
    ...settings,
    ...rest,
    ...(updates === undefined ? {} : { updates: { ...DEFAULT_UPDATES, ...settings.updates, ...updates } }),
    history: { ...settings.history, ...history },
    notifications: { ...settings.notifications, ...notifications },
  };
}

/** Defaults: notifications about rare and important events only. */
export const DEFAULT_SETTINGS: Settings = {
  version: SETTINGS_VERSION,
  servers: [],
  notifications: {
    enabled: true,
    pausedUntil: null,
    rules: [...DEFAULT_RULES],
  },
  destinations: [],
  alertsReadUntil: 0,
  theme: 'system',
  startAtLogin: false,
  softwareDrawing: false,
  weakStorageAllowed: false,
  window: null,
  history: { keep: true, maxBytes: 2_000_000_000, maxAgeDays: 30, redaction: DEFAULT_REDACTION },
  savedViews: [],
  columns: [],
  told: { closesToTray: false, noTray: false },
};

/** Without the rules that are about the events of one server only. */
export function withoutRulesOf(
  notifications: Settings['notifications'],
  serverId: string,
): Settings['notifications'] {
  return { ...notifications, rules: notifications.rules.filter(({ server }) => server !== serverId) };
}

/** Without a destination, also in the rules that send there. */
export function withoutDestination(settings: Settings, id: string): Settings {
  const { notifications, destinations } = settings;
  const rules = notifications.rules.map((rule) => {
    if (rule.sendTo?.includes(id) !== true) return rule;
    const { sendTo, ...rest } = rule;
    const others = sendTo.filter((each) => each !== id);
    return others.length === 0 ? rest : { ...rest, sendTo: others };
  });
  return {
    ...settings,
    destinations: destinations.filter((each) => each.id !== id),
    notifications: { ...notifications, rules },
  };
}
