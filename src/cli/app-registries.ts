import { toRegistry, type Registries } from '../core/registry/registry.ts';
import { readRegistryFiles } from '../node/registry-files.ts';

/** Names, rooms and people of the app's servers, by server id; `null` for no folder, and nothing is known. */
export function readAppRegistries(folder: string | null): Registries {
  const documents = folder === null ? [] : [...readRegistryFiles(folder)];
  return new Map(documents.map(([id, document]) => [id, toRegistry(document)]));
}
