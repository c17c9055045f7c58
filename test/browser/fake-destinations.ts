import { parseAddress } from '../../src/core/outside/parse-address.ts';
import type { Bridge } from '../../src/core/ipc/table.ts';
import type { DestinationView } from '../../src/core/ipc/overview.ts';

/** Destinations as main keeps them; one whose name has "broken" in it takes no test. */
export function createFakeDestinations(ports: {
  readonly current: () => readonly DestinationView[];
  readonly change: (destinations: readonly DestinationView[]) => void;
}): Pick<Bridge, 'saveDestination' | 'removeDestination' | 'testDestination'> {
  let lastId = 0;
  return {
    async saveDestination({ id: known, name, kind, url, token }) {
      const all = ports.current();
      const isNew = known === undefined;
      if (name.trim() === '') return 'Give it a name, such as "My phone".';
      const parsed = isNew || url !== undefined ? parseAddress(kind, url ?? '', token) : null;
      if (parsed?.ok === false) return parsed.message;
      const id = known ?? `destination-${String((lastId += 1))}`;
      const next: DestinationView = { id, name: name.trim(), kind, secretPlace: 'keyring' };
      ports.change(isNew ? [...all, next] : all.map((each) => (each.id === id ? next : each)));
      return null;
    },
    async removeDestination(id) {
      ports.change(ports.current().filter((each) => each.id !== id));
      return null;
    },
    async testDestination(id) {
      const name = ports.current().find((each) => each.id === id)?.name ?? '';
      return name.includes('broken') ? `"${name}" can't be reached.` : null;
    },
  };
}
