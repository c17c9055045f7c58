import * as z from 'zod';
import { LIMITS } from '../limits.ts';
import { DEFAULT_REDACTION } from '../redaction/default-rules.ts';
import { serverProfileSchema } from '../servers/profile.ts';

/** Version of the shape below. Raise it together with a step in `migrate-settings.ts`. */
export const SETTINGS_VERSION = 4;

/**
 * One event type its owner wants to hear about. `state_changed` needs entities, since it is nine events of ten.
 */
export const notificationChoiceSchema = z.object({
  /** Event type, exact. */
  type: z.string().min(1).max(255),
  enabled: z.boolean(),
  /** Entity ids, `*` allowed inside. Empty means any, which `state_changed` refuses. */
  entities: z.array(z.string().min(1).max(255)).max(200),
  /** For `state_changed`: only when the new state is one of these. Empty means any change of state. */
  toStates: z.array(z.string().min(1).max(255)).max(50),
  /** Silence after an alert of this type about the same entity. */
  cooldownMs: z.number().int().min(0).max(86_400_000),
});
export type NotificationChoice = z.infer<typeof notificationChoiceSchema>;

export const themeSchema = z.enum(['system', 'light', 'dark']);
export type Theme = z.infer<typeof themeSchema>;

export const windowPlaceSchema = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().min(200).max(20_000),
  height: z.number().int().min(200).max(20_000),
  maximized: z.boolean(),
});
export type WindowPlace = z.infer<typeof windowPlaceSchema>;

const words = z.array(z.string().min(1).max(200)).max(500).readonly();

/** What the history keeps, and what it never keeps. */
export const historySettingsSchema = z.object({
  /** `false`: nothing is written to disk. */
  keep: z.boolean(),
  /** Bytes of the database. */
  maxBytes: z.number().int().min(10_000_000).max(1e12),
  maxAgeDays: z.number().int().min(1).max(3_650),
  redaction: z.object({ keys: words, patterns: words }),
});

export const savedViewSchema = z.object({
  id: z.string().min(1).max(64),
  name: z.string().min(1).max(80),
  query: z.string().max(4_000),
});

export const columnSchema = z.object({
  name: z.enum(['time', 'server', 'type', 'subject', 'text', 'origin']),
  shown: z.boolean(),
  /** CSS pixels; `null` takes what is left. */
  widthPx: z.number().int().min(40).max(2_000).nullable(),
});

/** Everything that is kept between runs, but the secrets. */
export const settingsSchema = z.object({
  version: z.literal(SETTINGS_VERSION),
  servers: z.array(serverProfileSchema).max(20),
  notifications: z.object({
    enabled: z.boolean(),
    /** Epoch ms until which none are raised; `null` when not paused. */
    pausedUntil: z.number().nullable(),
    choices: z.array(notificationChoiceSchema).max(500),
  }),
  theme: themeSchema,
  startAtLogin: z.boolean(),
  /** The owner agreed to keep secrets without a keyring, readable by anyone who can read the file. */
  weakStorageAllowed: z.boolean(),
  window: windowPlaceSchema.nullable(),
  history: historySettingsSchema,
  /** Named queries, shown as tabs in this order. */
  savedViews: z.array(savedViewSchema).max(50),
  /** Columns of the log in their order; empty for the usual ones. */
  columns: z.array(columnSchema).max(6),
  /** Things said once and not again. */
  told: z.object({ closesToTray: z.boolean(), noTray: z.boolean() }),
});
export type Settings = z.infer<typeof settingsSchema>;

function starter(type: string, entities: string[] = [], toStates: string[] = []): NotificationChoice {
  return { type, enabled: true, entities, toStates, cooldownMs: LIMITS.defaultCooldownMs };
}

/** A calm start: things that happen seldom and matter, nothing that floods. */
export const DEFAULT_SETTINGS: Settings = {
  version: SETTINGS_VERSION,
  servers: [],
  notifications: {
    enabled: true,
    pausedUntil: null,
    choices: [
      starter(
        'state_changed',
        [
          'binary_sensor.front_door*',
          'binary_sensor.*leak*',
          'binary_sensor.*smoke*',
          'binary_sensor.*carbon_monoxide*',
          'alarm_control_panel.*',
        ],
        ['on', 'triggered', 'open'],
      ),
      starter('timer.finished'),
      starter('tag_scanned'),
    ],
  },
  theme: 'system',
  startAtLogin: false,
  weakStorageAllowed: false,
  window: null,
  history: { keep: true, maxBytes: 1_000_000_000, maxAgeDays: 30, redaction: DEFAULT_REDACTION },
  savedViews: [],
  columns: [],
  told: { closesToTray: false, noTray: false },
};
