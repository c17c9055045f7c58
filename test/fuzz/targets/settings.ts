import type { Random } from '../../../src/core/clock.ts';
import { ROUTE_DEFAULTS } from '../../../src/core/route/route-settings.ts';
import { originOf, parseBaseUrl } from '../../../src/core/servers/base-url.ts';
import type { ServerProfile } from '../../../src/core/servers/profile.ts';
import { migrateSettings } from '../../../src/core/settings/migrate-settings.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../../src/core/settings/settings.ts';
import { streamPath } from '../../../src/core/stream/request.ts';
import { describeDifference, type FuzzTarget } from '../fuzz-target.ts';
import { drawChance, drawInt, drawOne } from '../generators/draw.ts';
import { drawValue } from '../generators/json-text.ts';
import { mutate } from '../generators/mutate.ts';

const SERVER: ServerProfile = {
  id: 'home',
  name: 'Home',
  colour: 'amber',
  baseUrl: 'http://homeassistant.local:8123',
  credentialKind: 'bearer',
  restrict: ['state_changed'],
  enabled: true,
  refusal: { code: 'unauthorized', at: 1_795_262_400_000 },
  ...ROUTE_DEFAULTS,
};
const FULL: Settings = {
  ...DEFAULT_SETTINGS,
  servers: [SERVER, { ...SERVER, id: 'cabin', refusal: null, baseUrl: 'https://cabin.example/ha' }],
  window: { x: 0, y: -20, width: 900, height: 600, maximized: false },
};
const TOKENS = [
  ...[
    'null',
    'true',
    '-1',
    '1e999',
    '1e20',
    '0.5',
    '2',
    '99',
    '""',
    '[]',
    '{}',
    '"\\u0000"',
    '"\\ud800"',
    '"__proto__":{"x":1},',
  ],
  ...[
    ',',
    '"',
    '{',
    '}',
    '[',
    ']',
    ':',
    '\\',
    'http:',
    'x',
    '/',
    '@',
    '?',
    '#',
    ' ',
    'version',
    'x'.repeat(300),
  ],
];

/** The text of a settings file that somebody edited, or that a disk has changed. */
export const settings: FuzzTarget = {
  name: 'settings',
  generate(random) {
    const text = drawChance(random, 0.7)
      ? replaceMember(random, JSON.stringify(FULL))
      : JSON.stringify(FULL, null, 2);
    return drawChance(random, 0.6) ? mutate(random, text, TOKENS, 0x7f) : text;
  },
  check(input) {
    const document = parseOrNull(input);
    if (document === null) return null;
    const before = JSON.stringify(document.value);
    const migrated = migrateSettings(document.value);
    if (JSON.stringify(document.value) !== before) return 'the document was changed';
    if (!migrated.ok) return null;
    const again = migrateSettings(JSON.parse(JSON.stringify(migrated.settings)));
    if (!again.ok || JSON.stringify(again.settings) !== JSON.stringify(migrated.settings))
      return describeDifference('settings, written and read', again, migrated);
    return checkServers(migrated.settings.servers);
  },
};

/** Whatever the file said, the servers of the result can be asked. */
function checkServers(servers: readonly ServerProfile[]): string | null {
  for (const { baseUrl, restrict } of servers) {
    const parsed = parseBaseUrl(baseUrl);
    if (!parsed.ok || parsed.baseUrl !== baseUrl) return describeDifference('base URL', baseUrl, parsed);
    if (parsed.origin !== originOf(baseUrl))
      return describeDifference('origin', originOf(baseUrl), parsed.origin);
    new URL(baseUrl + streamPath(restrict));
  }
  return null;
}

/** Puts another value in the place of one that ends somewhere after a colon. */
function replaceMember(random: Random, text: string): string {
  const values = [...text.matchAll(/:(?:"[^"]*"|-?\d+|true|false|null|\[\]|\{\})/g)];
  const { index, 0: found } = drawOne(random, values);
  const value = drawChance(random, 0.7) ? drawValue(random, drawInt(random, 3)) : drawOne(random, TOKENS);
  return `${text.slice(0, index)}:${value}${text.slice(index + found.length)}`;
}

function parseOrNull(text: string): { readonly value: unknown } | null {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return null;
  }
}
