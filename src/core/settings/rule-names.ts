import type { RuleNames } from '../rules/rules-file-names.ts';
import type { Settings } from './settings.ts';

/** What a file of rules calls by name. */
export function ruleNamesOf({
  servers,
  destinations,
}: Pick<Settings, 'servers' | 'destinations'>): RuleNames {
  return {
    servers: servers.map(({ id, name, baseUrl }) => ({ id, name, address: baseUrl })),
    destinations: destinations.map(({ id, name }) => ({ id, name })),
  };
}
