'use strict';

// The fallback runtime comes without Electron's default_app.asar, the part that makes `electron <folder>` work. This is that part
// alone, after https://github.com/electron/electron/blob/v25.1.1/default_app/main.ts (loadApplicationPackage).

const { app } = require('electron');
const { createRequire } = require('node:module');
const { readFileSync } = require('node:fs');
const path = require('node:path');

Object.defineProperty(process, 'defaultApp', { configurable: false, enumerable: true, value: true });

const folder = process.argv.slice(1).find((argument) => !argument.startsWith('-'));
if (folder === undefined) {
  process.stderr.write('This Electron runtime needs the folder of an app as its first argument.\n');
  app.exit(2);
} else {
  loadApp(path.resolve(folder));
}

function loadApp(appPath) {
  const manifestPath = path.join(appPath, 'package.json');
  const manifest = JSON.parse(readFileSync(manifestPath, 'utf8'));
  app.setVersion(manifest.version);
  app.setName(manifest.productName ?? manifest.name);
  app.setDesktopName(manifest.desktopName ?? `${app.name}.desktop`);
  app.setAppPath(appPath);
  createRequire(manifestPath)(path.join(appPath, manifest.main ?? 'index.js'));
}
