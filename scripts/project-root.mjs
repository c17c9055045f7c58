import { fileURLToPath } from 'node:url';

/** Absolute path of the project's root folder, with no trailing slash. */
export const projectRoot = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '');
