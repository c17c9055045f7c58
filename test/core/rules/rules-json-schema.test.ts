import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'prettier';
import { expect, it } from 'vitest';
import { toRulesJsonSchema } from '../../../src/core/rules/rules-file-schema.ts';
import { projectRoot } from '../../../scripts/project-root.mjs';

const FILE = join(projectRoot, 'docs/rules.schema.json');

it('is published as docs/rules.schema.json; PORCHLIGHT_WRITE=1 writes it anew', async () => {
  const now = await format(JSON.stringify(toRulesJsonSchema()), { parser: 'json', printWidth: 110 });
  if (process.env['PORCHLIGHT_WRITE'] === '1') writeFileSync(FILE, now);
  expect(readFileSync(FILE, 'utf8')).toBe(now);
});
