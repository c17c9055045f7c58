import { isWireRecord, readField, readText } from '../events/read-field.ts';
import { domainOf, prettifyId } from '../events/entity-name.ts';
import { toLine } from '../events/text.ts';
import { isSecretEntity } from '../events/secret-entity.ts';
import type { CurrentState } from '../history/history.ts';
import type { Place, Registries, Registry, RegistryEntity } from '../registry/registry.ts';

/** A thing of a home, for a person to choose. */
export interface HomeThing {
  readonly serverId: string;
  readonly entity: string;
  readonly name: string;
  /** Name of its room; empty if it has none, or if that is unknown. So for its floor and device. */
  readonly area: string;
  readonly floor: string;
  readonly device: string;
  /** Names of its labels, and of those of its device and room. */
  readonly labels: readonly string[];
  readonly deviceClass: string;
  readonly unit: string;
  /** Its present state; empty if unknown or secret. */
  readonly state: string;
  /** The states that it can have, if it names them. */
  readonly options: readonly string[];
}

/** Most things that are offered. The largest homes have some 5,000. */
const MAX_THINGS = 12_000;
const MAX_OPTIONS = 30;
const MAX_NAME_CHARS = 80;

/** All things that a server's registry names or whose state was seen, by name. */
export function listThings(states: Iterable<CurrentState>, registries: Registries): readonly HomeThing[] {
  const things = new Map<string, HomeThing>();
  for (const [serverId, registry] of registries) {
    for (const { id, name, deviceClass, unit, ...rest } of registry.entities.values()) {
      things.set(`${serverId}\n${id}`, {
        serverId,
        entity: id,
        name: name === '' ? prettifyId(id) : name,
        ...placesOf(registry, rest),
        deviceClass,
        unit,
        state: '',
        options: [],
      });
    }
  }
  for (const { serverId, entity, state, attributes } of states) {
    const key = `${serverId}\n${entity}`;
    const named = things.get(key);
    const own = (name: string): string => toLine(readText(attributes, name), MAX_NAME_CHARS);
    const isSecret = isSecretEntity(entity) || readText(attributes, 'mode') === 'password';
    things.set(key, {
      ...NOWHERE,
      ...named,
      serverId,
      entity,
      name: named?.name ?? (own('friendly_name') || prettifyId(entity)),
      deviceClass: own('device_class') || (named?.deviceClass ?? ''),
      unit: own('unit_of_measurement'),
      state: isSecret ? '' : toLine(state, MAX_NAME_CHARS),
      options: isSecret ? [] : optionsOf(attributes),
    });
  }
  return [...things.values()]
    .sort((a, b) => a.name.localeCompare(b.name) || a.entity.localeCompare(b.entity))
    .slice(0, MAX_THINGS);
}

const NOWHERE = { area: '', floor: '', device: '', labels: [] } as const;

/** Where a thing is and what it belongs to, by names. */
function placesOf(
  { areas, floors, devices, labels: known }: Registry,
  thing: Pick<RegistryEntity, 'area' | 'device' | 'labels'>,
): Pick<HomeThing, 'area' | 'floor' | 'device' | 'labels'> {
  const [area, device] = [areas.get(thing.area), devices.get(thing.device)];
  const labels = new Set([...thing.labels, ...(device?.labels ?? []), ...(area?.labels ?? [])]);
  return {
    area: area?.name ?? '',
    floor: floors.get(area?.floor ?? '')?.name ?? '',
    device: device?.name ?? '',
    labels: [...labels].map((id) => known.get(id)?.name ?? id),
  };
}

/** The places of a thing of one kind, by name; a person is its own. */
export function namesOfPlace(thing: HomeThing, place: Place): readonly string[] {
  switch (place) {
    case 'area':
    case 'floor':
    case 'device':
      return thing[place] === '' ? [] : [thing[place]];
    case 'label':
      return thing.labels;
    case 'person':
      return thing.entity.startsWith('person.') ? [thing.name] : [];
  }
}

function optionsOf(attributes: CurrentState['attributes']): readonly string[] {
  const options = readField(attributes, 'options');
  if (!Array.isArray(options) || isWireRecord(options)) return [];
  return options
    .filter((each): each is string => typeof each === 'string' && each !== '' && each.length <= 80)
    .slice(0, MAX_OPTIONS);
}

/** True if the state of a thing is a number. */
export function hasNumber({ state, unit }: Pick<HomeThing, 'state' | 'unit'>): boolean {
  return unit !== '' || /^-?\d+(?:\.\d+)?$/.test(state);
}

/** What kind a thing is of, by its domain and class. */
export function isOfKind(
  { entity, deviceClass }: Pick<HomeThing, 'entity' | 'deviceClass'>,
  domain: string,
  classes: readonly string[],
): boolean {
  return (
    (domain === '' || domainOf(entity) === domain) && (classes.length === 0 || classes.includes(deviceClass))
  );
}
