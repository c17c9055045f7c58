import type { RegistryDocument } from './registry-document.ts';

/** The groups of a home, each a field of the query language. */
export const PLACES = ['area', 'floor', 'label', 'device', 'person'] as const;
export type Place = (typeof PLACES)[number];

/** A thing with a name. Names may repeat, ids do not. */
export interface Named {
  readonly id: string;
  readonly name: string;
}
export interface RegistryEntity extends Named {
  /** Device class, area and device by id; empty if there is none. */
  readonly deviceClass: string;
  readonly area: string;
  readonly device: string;
  readonly labels: readonly string[];
  /** Of its number; empty if there is none. */
  readonly unit: string;
}

/** Names, rooms and people of one server, by id. */
export interface Registry {
  readonly entities: ReadonlyMap<string, RegistryEntity>;
  /** A device's area by id; empty if there is none. */
  readonly devices: ReadonlyMap<
    string,
    Named & { readonly area: string; readonly labels: readonly string[] }
  >;
  readonly areas: ReadonlyMap<string, Named & { readonly floor: string; readonly labels: readonly string[] }>;
  readonly floors: ReadonlyMap<string, Named>;
  readonly labels: ReadonlyMap<string, Named>;
  readonly persons: ReadonlyMap<string, Named & { readonly user: string }>;
  /** Names of people by the id of their user. */
  readonly users: ReadonlyMap<string, string>;
}

/** Registries by the id of their server. */
export type Registries = ReadonlyMap<string, Registry>;

export function toRegistry(document: RegistryDocument): Registry {
  const { entities, devices, areas, floors, labels, persons } = document;
  return {
    entities: byId(entities, ([id, name, deviceClass, area, device, labels, unit = '']) => {
      return { id, name, deviceClass, area, device, labels, unit };
    }),
    devices: byId(devices, ([id, name, area, labels]) => ({ id, name, area, labels })),
    areas: byId(areas, ([id, name, floor, labels]) => ({ id, name, floor, labels })),
    floors: byId(floors, ([id, name]) => ({ id, name })),
    labels: byId(labels, ([id, name]) => ({ id, name })),
    persons: byId(persons, ([id, name, user]) => ({ id, name, user })),
    users: new Map(persons.filter(([, , user]) => user !== '').map(([, name, user]) => [user, name])),
  };
}

/** Merges several answers; what is in two of them is equal. */
export function joinDocuments(pages: readonly RegistryDocument[]): RegistryDocument {
  return {
    total: pages.at(-1)?.total ?? 0,
    entities: joined(pages.map(({ entities }) => entities)),
    devices: joined(pages.map(({ devices }) => devices)),
    areas: joined(pages.map(({ areas }) => areas)),
    floors: joined(pages.map(({ floors }) => floors)),
    labels: joined(pages.map(({ labels }) => labels)),
    persons: joined(pages.map(({ persons }) => persons)),
  };
}

function joined<Row extends readonly [string, ...unknown[]]>(
  lists: readonly (readonly Row[])[],
): readonly Row[] {
  return [...new Map(lists.flat().map((row) => [row[0], row])).values()];
}

function byId<Row, T extends Named>(rows: readonly Row[], read: (row: Row) => T): ReadonlyMap<string, T> {
  return new Map(rows.map(read).map((each) => [each.id, each]));
}
