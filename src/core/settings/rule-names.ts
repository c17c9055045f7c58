import type { RuleNames } from '../rules/rules-file-names.ts';
import type { Settings } from './settings.ts';

/** What a file of rules calls by name. */
export function ruleNamesOf({ servers }: Pick<Settings, 'servers'>): RuleNames {
  return {
    servers: servers.map(({ id, name, baseUrl }) => ({ id, name, address: baseUrl })),
    destinations: [],
  };
}
