import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { expect, it } from 'vitest';
import { describeConformance } from './describe-conformance.ts';

const DOCUMENT = fileURLToPath(new URL('../../../docs/conformance.md', import.meta.url));
const EVENTSOURCE = new URL('../../../node_modules/eventsource/package.json', import.meta.url);

it('is what docs/conformance.md says', async () => {
  const { version } = JSON.parse(readFileSync(EVENTSOURCE, 'utf8')) as { version: string };
  const text = await describeConformance(version);
  const options = await resolveConfig(DOCUMENT);
  await expect(await format(text, { ...options, parser: 'markdown' })).toMatchFileSnapshot(DOCUMENT);
});
