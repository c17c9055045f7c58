#!/usr/bin/env node
import { describeError, say } from '../../terminal/say.mjs';
import { readFpmArguments } from './arguments.mjs';
import { makeByNfpm } from './make-by-nfpm.mjs';
import { makeDeb } from './make-deb.mjs';

/**
 * Stands in for fpm where CUSTOM_FPM_PATH names it, since fpm is a Ruby program that electron-builder downloads from GitHub. Takes the
 * arguments of electron-builder, and refuses any other.
 */
try {
  const wish = readFpmArguments(process.argv.slice(2));
  await (wish.values.target === 'deb' ? makeDeb(wish) : makeByNfpm(wish));
} catch (error) {
  say(describeError(error));
  process.exitCode = 1;
}
