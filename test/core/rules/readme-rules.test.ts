import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { HELP } from '../../../src/cli/help.ts';
import { readRulesFile } from '../../../src/core/rules/rules-file.ts';
import { projectRoot } from '../../../scripts/project-root.mjs';

it('reads the example of the README', () => {
  const [, example] =
    /```yaml\n(version: [\s\S]*?)```/.exec(readFileSync(join(projectRoot, 'README.md'), 'utf8')) ?? [];
  expect(readRulesFile(example ?? '', { servers: [], destinations: [] })).toEqual({
    ok: true,
    rules: [
      {
        id: 'garage-door-left-open-after-sunset',
        name: 'Garage door left open after sunset',
        enabled: true,
        query: 'entity:cover.garage_door to:open',
        cooldownMs: 10_000,
        timing: { kind: 'for', ms: 600_000 },
        onlyIf: [{ kind: 'sun', is: 'down' }],
        level: 'important',
        maxPerHour: null,
        does: [{ label: 'Close it', action: 'cover.close_cover' }],
      },
      {
        id: 'somebody-rings',
        name: 'Somebody rings',
        enabled: true,
        query: 'entity:binary_sensor.doorbell to:on',
        cooldownMs: 300_000,
        timing: { kind: 'at-once' },
        onlyIf: [{ kind: 'hours', from: '07:00', to: '22:00', days: [0, 1, 2, 3, 4, 5, 6] }],
        level: 'normal',
        maxPerHour: null,
      },
    ],
  });
});

it('reads the example of porchlight help rules', () => {
  const [, example = ''] = /^A file of rules\n([\s\S]*?)\n\nOnly name/m.exec(HELP.rules) ?? [];
  const names = {
    servers: [{ id: 'a', name: 'Home', address: '' }],
    destinations: [{ id: 'p', name: 'My phone' }],
  };
  expect(readRulesFile(example, names)).toMatchObject({
    ok: true,
    rules: [{ name: 'Garage door left open', sendTo: ['p'] }],
  });
});
