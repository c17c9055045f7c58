'use strict';

/** What each folder of src/ may import besides itself. Only tests import main, preload, renderer or cli. */
const allowed = {
  core: ['^node_modules/(eventsource|yaml|zod|@noble/hashes)/'],
  node: ['^src/core/', '^node_modules/(socks|multicast-dns)/'],
  history: ['^src/(core|node)/', '^node_modules/@photostructure/sqlite/', '^node:sqlite$'],
  demo: ['^src/(core|node)/'],
  main: [
    '^src/(core|node|demo|history)/',
    '^node_modules/(electron|electron-store|electron-updater|zod|@jellybrick/dbus-next)/',
  ],
  preload: ['^src/core/ipc/', '^node_modules/electron/'],
  // Of the stream only its words for people and the pure decoding of a text: a page never connects.
  renderer: [
    '^src/core/(view|events|chain|query|ipc|history|log|redaction|route|rules|servers|settings|time|updates)/',
    '^src/core/(limits|one-at-a-time|discovery/found-server|export/export-format|stream/describe-state)\\.ts$',
    '^assets/',
    '^node_modules/(lit|lit-html|lit-element|@mdi/js)/',
  ],
  cli: ['^src/(core|node|demo|history)/'],
};

/** Node's own modules, for everything that runs in Node. */
const mayUseNode = ['node', 'history', 'demo', 'main', 'cli'];

const directions = Object.entries(allowed).map(([folder, others]) => ({
  name: `${folder}-imports`,
  comment: `src/${folder} imports itself and ${others.join(', ') || 'nothing else'}.`,
  severity: 'error',
  from: { path: `^src/${folder}/` },
  to: {
    pathNot: [`^src/${folder}/`, ...others],
    ...(mayUseNode.includes(folder) ? { dependencyTypesNot: ['core'] } : {}),
  },
}));

module.exports = {
  forbidden: [
    ...directions,
    {
      name: 'no-cycles',
      comment: 'Two files that import each other are one file, or need a third.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-cycles-of-folders',
      comment: 'Two folders of core that import each other are one folder, or a file is in the wrong one.',
      severity: 'error',
      scope: 'folder',
      from: { path: '^src/core/[^/]+$' },
      to: { circular: true, path: '^src/core/[^/]+$' },
    },
    {
      name: 'scripts-stay-outside',
      comment: 'Scripts build and test the app; they are no part of it.',
      severity: 'error',
      from: { path: '^scripts/' },
      to: { path: '^(src|test)/' },
    },
    {
      name: 'resolvable',
      comment: 'Every import leads somewhere.',
      severity: 'error',
      from: {},
      // Newer runtimes than this one have it.
      to: { couldNotResolve: true, pathNot: '^node:sqlite$' },
    },
  ],
  options: {
    doNotFollow: { path: ['node_modules'] },
    exclude: { path: ['^out/', '^dist/'] },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
