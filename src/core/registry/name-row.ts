import type { Row } from '../events/row.ts';
import type { Registries } from './registry.ts';

/** A row with the names of its thing, room and person, as far as they are known today. */
export function nameRow(row: Row, registries: Registries): Row {
  const registry = registries.get(row.serverId);
  if (registry === undefined) return row;
  const entity = registry.entities.get(row.target ?? row.subject);
  const device = registry.devices.get(row.device ?? row.subject);
  const name = row.name ?? entity?.name ?? device?.name ?? '';
  const room = registry.areas.get(entity?.area ?? device?.area ?? '')?.name ?? '';
  const deviceClass = entity?.deviceClass ?? '';
  const by = registry.users.get(row.user ?? '') ?? '';
  return {
    ...row,
    ...(name === '' ? {} : { name }),
    ...(room === '' ? {} : { room }),
    ...(deviceClass === '' ? {} : { deviceClass }),
    ...(by === '' ? {} : { by }),
  };
}
