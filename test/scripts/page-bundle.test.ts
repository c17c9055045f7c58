import { build } from 'esbuild';
import { expect, it } from 'vitest';
import { projectRoot } from '../../scripts/project-root.mjs';

it.each(['src/renderer/app.ts', 'src/preload/index.ts'])('%s brings no parser along', async (entry) => {
  const { metafile } = await build({
    entryPoints: [entry],
    absWorkingDir: projectRoot,
    outdir: 'out/unused',
    bundle: true,
    write: false,
    metafile: true,
    format: 'esm',
    external: ['electron'],
    loader: { '.svg': 'file', '.woff2': 'file' },
  });
  const packages = Object.keys(metafile.inputs).flatMap(
    (path) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? [],
  );
  for (const parser of ['zod', 'yaml']) expect(packages).not.toContain(parser);
});
