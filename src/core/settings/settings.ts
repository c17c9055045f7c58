import { z } from 'zod';
import { LIMITS } from '../limits.ts';
import { serverProfileSchema } from '../servers/profile.ts';

/** Version of the shape below. Raise it together with a step in `migrate-settings.ts`. */
export const SETTINGS_VERSION = 2;

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
  told: { closesToTray: false, noTray: false },
};
