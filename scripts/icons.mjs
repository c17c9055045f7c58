#!/usr/bin/env node
/**
 * Renders every icon in assets/ from its SVG source.
 *
 *   node scripts/icons.mjs           writes the generated files
 *   node scripts/icons.mjs --check   writes nothing; exits 1 when a generated file is not what its source renders to
 *
 * The sources hold no text and no fonts are loaded, so one version of resvg gives the same bytes on every run.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Resvg } from '@resvg/resvg-js';

const ASSETS = fileURLToPath(new URL('../assets/', import.meta.url));
const GENERATED_FILE = /\.(png|ico|icns)$/;

/** One drawing per state of the tray. */
const TRAY_STATES = ['live', 'waiting', 'stopped', 'paused'];
/** Edge lengths in pixels. 22 and 44 are what StatusNotifierItem hosts commonly ask for. */
const TRAY_SIZES = [16, 22, 24, 32, 44, 48, 64];
/** The sizes Windows picks from at 100 to 400 % scale. */
const TRAY_ICO_SIZES = [16, 20, 24, 32, 40, 48, 64];
const APP_SIZES = [16, 24, 32, 48, 64, 128, 256, 512];
const APP_ICO_SIZES = [16, 24, 32, 48, 64, 128, 256];

/** Below this edge length, in pixels, the app icon's details blur and the simpler drawing takes over. */
const DETAILED_FROM_PX = 32;

/** PNG entries of an icns file: type to edge length in pixels. https://en.wikipedia.org/wiki/Apple_Icon_Image_format */
/** @type {readonly (readonly [type: string, sizePx: number])[]} */
const ICNS_TYPES = [
  ['ic11', 32],
  ['ic12', 64],
  ['ic07', 128],
  ['ic13', 256],
  ['ic08', 256],
  ['ic14', 512],
  ['ic09', 512],
  ['ic10', 1024],
];

/** Apple's icon grid puts an 824 pixel tile on a 1024 pixel canvas; the source's tile is 512 units and fills its own. */
const APPLE_VIEW_BOX = (() => {
  const edge = (512 * 1024) / 824;
  const margin = (edge - 512) / 2;
  return `viewBox="${-margin} ${-margin} ${edge} ${edge}"`;
})();

/** @param {string} name a path under assets/ */
function readSource(name) {
  return { name, svg: readFileSync(join(ASSETS, name), 'utf8') };
}

/**
 * @param {{ name: string, svg: string }} source
 * @param {number} sizePx edge length of the square image
 * @returns {Buffer} a PNG file
 */
function renderPng({ name, svg }, sizePx) {
  const image = new Resvg(svg, {
    fitTo: { mode: 'width', value: sizePx },
    font: { loadSystemFonts: false },
  }).render();
  if (image.height !== sizePx) throw new Error(`assets/${name} is not square. Give it a square viewBox.`);
  return image.asPng();
}

/**
 * An ICO file whose entries are PNG files, which Windows reads since Vista.
 * Layout: https://learn.microsoft.com/previous-versions/ms997538(v=msdn.10)
 *
 * @param {{ sizePx: number, png: Buffer }[]} images edge lengths up to 256
 */
function toIco(images) {
  const headerBytes = 6;
  const entryBytes = 16;
  const directory = Buffer.alloc(headerBytes + entryBytes * images.length);
  directory.writeUInt16LE(1, 2);
  directory.writeUInt16LE(images.length, 4);
  let offset = directory.length;
  images.forEach(({ sizePx, png }, index) => {
    const entry = headerBytes + entryBytes * index;
    // One byte each for width and height: 256 is written as 0.
    directory.writeUInt8(sizePx % 256, entry);
    directory.writeUInt8(sizePx % 256, entry + 1);
    directory.writeUInt16LE(1, entry + 4);
    directory.writeUInt16LE(32, entry + 6);
    directory.writeUInt32LE(png.length, entry + 8);
    directory.writeUInt32LE(offset, entry + 12);
    offset += png.length;
  });
  return Buffer.concat([directory, ...images.map(({ png }) => png)]);
}

/** @param {{ type: string, png: Buffer }[]} images four-letter icns types with their PNG files */
function toIcns(images) {
  const chunks = images.map(({ type, png }) => toIcnsChunk(type, png));
  return toIcnsChunk('icns', Buffer.concat(chunks));
}

/**
 * A chunk is its type, its length in bytes with these eight, and its content.
 *
 * @param {string} type
 * @param {Buffer} content
 */
function toIcnsChunk(type, content) {
  const header = Buffer.alloc(8);
  header.write(type, 'latin1');
  header.writeUInt32BE(header.length + content.length, 4);
  return Buffer.concat([header, content]);
}

/**
 * @param {string} path
 * @param {Buffer} content
 * @returns {[string, Buffer]} a pair, which a plain array literal in `map` is not to the compiler
 */
function toFile(path, content) {
  return [path, content];
}

/** @returns {[string, Buffer][]} path under assets/ to content */
function renderAppIcon() {
  const detailed = readSource('icon.svg');
  const small = readSource('icon-small.svg');
  const onAppleGrid = { ...detailed, svg: detailed.svg.replace('viewBox="0 0 512 512"', APPLE_VIEW_BOX) };
  if (onAppleGrid.svg === detailed.svg) throw new Error('assets/icon.svg must have viewBox="0 0 512 512".');

  const pngAt = (/** @type {number} */ sizePx) =>
    renderPng(sizePx < DETAILED_FROM_PX ? small : detailed, sizePx);
  const icns = ICNS_TYPES.map(([type, sizePx]) => ({ type, png: renderPng(onAppleGrid, sizePx) }));
  return [
    ['icon.png', pngAt(1024)],
    ['icon.ico', toIco(APP_ICO_SIZES.map((sizePx) => ({ sizePx, png: pngAt(sizePx) })))],
    ['icon.icns', toIcns(icns)],
    ...APP_SIZES.map((sizePx) => toFile(`icons/${sizePx}x${sizePx}.png`, pngAt(sizePx))),
  ];
}

/**
 * @param {string} state one of TRAY_STATES
 * @returns {[string, Buffer][]} path under assets/ to content
 */
function renderTrayIcon(state) {
  const colour = readSource(`tray/${state}.svg`);
  const template = readSource(`tray/${state}Template.svg`);
  return [
    [`tray/${state}.png`, renderPng(colour, 24)],
    [`tray/${state}@2x.png`, renderPng(colour, 48)],
    [`tray/${state}@3x.png`, renderPng(colour, 72)],
    [`tray/${state}Template.png`, renderPng(template, 16)],
    [`tray/${state}Template@2x.png`, renderPng(template, 32)],
    [
      `tray/${state}.ico`,
      toIco(TRAY_ICO_SIZES.map((sizePx) => ({ sizePx, png: renderPng(colour, sizePx) }))),
    ],
    ...TRAY_SIZES.map((sizePx) => toFile(`tray/${sizePx}x${sizePx}/${state}.png`, renderPng(colour, sizePx))),
  ];
}

/** @returns {string[]} paths under assets/ of the generated files on disk */
function listGeneratedFiles() {
  return readdirSync(ASSETS, { recursive: true, encoding: 'utf8' })
    .filter((name) => GENERATED_FILE.test(name))
    .map((name) => name.replaceAll('\\', '/'));
}

/**
 * @param {ReadonlyMap<string, Buffer>} files content by path under assets/
 * @returns {string[]} one sentence for each file that is not as it should be
 */
function describeDifferences(files) {
  const onDisk = new Set(listGeneratedFiles());
  const wrong = [...files].flatMap(([name, content]) => {
    if (!onDisk.has(name)) return [`assets/${name} is missing.`];
    return readFileSync(join(ASSETS, name)).equals(content)
      ? []
      : [`assets/${name} differs from its source.`];
  });
  const extra = [...onDisk].filter((name) => !files.has(name));
  return [...wrong, ...extra.map((name) => `assets/${name} has no source. Delete it.`)];
}

/**
 * @param {ReadonlyMap<string, Buffer>} files content by path under assets/
 * @returns {number} how many files changed on disk
 */
function writeChanged(files) {
  let changed = 0;
  const onDisk = new Set(listGeneratedFiles());
  for (const [name, content] of files) {
    const path = join(ASSETS, name);
    if (onDisk.has(name) && readFileSync(path).equals(content)) continue;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    changed += 1;
  }
  return changed;
}

/** @param {readonly string[]} args @returns {number} the exit code */
function main(args) {
  const check = args[0] === '--check';
  if (args.length > (check ? 1 : 0)) {
    console.error(`Unknown arguments: ${args.join(' ')}. Use --check, or nothing to write the icons.`);
    return 2;
  }
  const files = new Map([...renderAppIcon(), ...TRAY_STATES.flatMap(renderTrayIcon)]);
  if (!check) {
    const changed = writeChanged(files);
    console.log(`Rendered ${files.size} icons, ${changed} of them new or changed.`);
    return 0;
  }
  const differences = describeDifferences(files);
  if (differences.length === 0) {
    console.log(`All ${files.size} icons match their sources.`);
    return 0;
  }
  console.error([...differences, 'Run "npm run icons" and commit the result.'].join('\n'));
  return 1;
}

try {
  process.exitCode = main(process.argv.slice(2));
} catch (error) {
  console.error(`The icons could not be rendered. ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
