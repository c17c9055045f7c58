import type { Named, Place, Registry, RegistryEntity } from './registry.ts';

/** What belongs to a place: ids of entities, devices and users, lower case as events and queries have them. */
export interface Belongings {
  readonly entities: readonly string[];
  readonly devices: readonly string[];
  readonly users: readonly string[];
}

/** What belongs to the places of a kind whose name or id passes. @param isMatch is asked about lower case */
export function belongingsOf(
  registry: Registry,
  place: Place,
  isMatch: (value: string) => boolean,
): Belongings {
  const { areas, devices, floors, labels, persons } = registry;
  const found = (named: ReadonlyMap<string, Named>): ReadonlySet<string> =>
    new Set(
      [...named.values()]
        .filter((each) => [each.id, each.name].some((text) => text !== '' && isMatch(text.toLowerCase())))
        .map((each) => each.id),
    );
  switch (place) {
    case 'area': {
      const ids = found(areas);
      return entitiesWhere(registry, ({ area }) => ids.has(area));
    }
    case 'floor': {
      const ids = found(floors);
      return entitiesWhere(registry, ({ area }) => ids.has(areas.get(area)?.floor ?? ''));
    }
    case 'label': {
      const ids = found(labels);
      // As Home Assistant has it where an action names a label.
      return entitiesWhere(registry, ({ area, device, labels: own }) =>
        [own, devices.get(device)?.labels ?? [], areas.get(area)?.labels ?? []].some((each) =>
          each.some((label) => ids.has(label)),
        ),
      );
    }
    case 'device': {
      const ids = found(devices);
      return { ...entitiesWhere(registry, ({ device }) => ids.has(device)), devices: [...ids] };
    }
    case 'person': {
      const entities = [...found(persons)];
      const users = entities.map((id) => persons.get(id)?.user ?? '').filter((user) => user !== '');
      return { entities, devices: [], users };
    }
  }
}

function entitiesWhere({ entities }: Registry, isWanted: (entity: RegistryEntity) => boolean): Belongings {
  const wanted = [...entities.values()].filter(isWanted);
  return { entities: wanted.map(({ id }) => id), devices: [], users: [] };
}
