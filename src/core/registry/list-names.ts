import type { Named, Place, Registries, Registry } from './registry.ts';

/** A value that can be typed, and what people call it or where it is. */
export interface ListedName {
  readonly value: string;
  /** Empty where the value says it all. */
  readonly words: string;
}

/** Things or places whose name or id has the typed text in it, those that begin so first. */
export function listNames(
  registries: Registries,
  kind: Place | 'entity',
  typed: string,
  limit: number,
): readonly ListedName[] {
  const wanted = typed.toLowerCase();
  const ranked = [...registries.values()]
    .flatMap((registry) => [...namedOf(registry, kind).values()].map((each) => ({ registry, each })))
    .map(({ registry, each }) => ({ rank: rankOf(each, wanted), listed: toListed(registry, kind, each) }))
    .filter(({ rank }) => rank < 2)
    .sort((a, b) => a.rank - b.rank || a.listed.value.localeCompare(b.listed.value));
  return [...new Map(ranked.map(({ listed }) => [listed.value, listed])).values()].slice(0, limit);
}

function namedOf(registry: Registry, kind: Place | 'entity'): ReadonlyMap<string, Named> {
  return {
    entity: registry.entities,
    area: registry.areas,
    floor: registry.floors,
    label: registry.labels,
    device: registry.devices,
    person: registry.persons,
  }[kind];
}

/** 0: begins so, 1: has it inside, 2: neither. */
function rankOf({ id, name }: Named, wanted: string): number {
  const texts = [id, id.slice(id.indexOf('.') + 1), name].map((text) => text.toLowerCase());
  if (texts.some((text) => text.startsWith(wanted))) return 0;
  return texts.some((text) => text.includes(wanted)) ? 1 : 2;
}

function toListed(
  { areas, floors, entities }: Registry,
  kind: Place | 'entity',
  { id, name }: Named,
): ListedName {
  if (kind === 'entity') {
    const room = areas.get(entities.get(id)?.area ?? '')?.name ?? '';
    return { value: id, words: room === '' ? name : `${name}, ${room}` };
  }
  return { value: name === '' ? id : name, words: floors.get(areas.get(id)?.floor ?? '')?.name ?? '' };
}
