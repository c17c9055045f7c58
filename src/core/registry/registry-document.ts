import * as z from 'zod';
import { toLine } from '../events/text.ts';

/** The longest entity id in Home Assistant. Empty: there is none. */
const id = z.string().max(255);
const ids = z.array(id).max(100).readonly();
const name = z.string().transform((text) => toLine(text, 80));

function listOf<T extends z.ZodType>(row: T, max: number) {
  return z.array(row).max(max).readonly();
}

/** A server's registries, row by row, as `registry-template.ts` prints them and as a file keeps them. */
export const registryDocumentSchema = z.object({
  /** Number of all entities; more than in `entities` if there are too many. */
  total: z.number().int().min(0),
  /** Entity id, name, device class, area, device, labels, unit. Without its own area, it has that of its device. */
  entities: listOf(z.tuple([id, name, z.string().max(64), id, id, ids, name.optional()]), 30_000),
  /** Id, name, area, labels. */
  devices: listOf(z.tuple([id, name, id, ids]), 30_000),
  /** Id, name, floor, labels. */
  areas: listOf(z.tuple([id, name, id, ids]), 2_000),
  floors: listOf(z.tuple([id, name]), 500),
  labels: listOf(z.tuple([id, name]), 2_000),
  /** Entity id, name, id of the user. */
  persons: listOf(z.tuple([id, name, id]), 500),
});
export type RegistryDocument = z.infer<typeof registryDocumentSchema>;
