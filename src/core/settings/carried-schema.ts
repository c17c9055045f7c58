import * as z from 'zod';
import { destinationSchema, MAX_DESTINATIONS } from '../outside/destination.ts';
import { columnSchema, savedViewSchema, settingsPatchSchema } from './settings.ts';

/** Version of the shape below. A file of a newer one is refused whole. */
export const CARRIED_VERSION = 1;

/** The member that tells such a file from one of rules. */
export const CARRIED_VERSION_KEY = 'settings version';

/** Settings that are of a person and not of a computer: start at login and how secrets are kept stay where they are. */
const carriedSettingsSchema = settingsPatchSchema
  .pick({
    theme: true,
    textSize: true,
    density: true,
    clock: true,
    softwareDrawing: true,
    history: true,
    notifications: true,
  })
  .strict();
export type CarriedSettings = z.infer<typeof carriedSettingsSchema>;

/** A whole file but for its rules, which have a form of their own. What is not there stays as it is. */
export const carriedSchema = z.strictObject({
  [CARRIED_VERSION_KEY]: z.literal(CARRIED_VERSION),
  settings: carriedSettingsSchema.exactOptional(),
  views: z
    .array(savedViewSchema.unwrap().omit({ id: true }).strict())
    .max(50)
    .exactOptional(),
  columns: z.array(columnSchema.unwrap().strict()).max(9).exactOptional(),
  destinations: z
    .array(destinationSchema.omit({ id: true }).strict())
    .max(MAX_DESTINATIONS)
    .exactOptional(),
  rules: z.array(z.unknown()).exactOptional(),
});
