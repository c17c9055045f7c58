/**
 * Stands in the app's bundle for ajv and ajv-formats, which electron-store loads to check settings against a JSON schema. It is given none,
 * since zod checks them (src/core/settings), and ajv is a megabyte of memory at rest.
 */
export function Ajv2020() {
  throw new Error('This bundle has nothing that checks a JSON schema. See scripts/no-json-schema.mjs.');
}

// Where ajv-formats has its function.
export { Ajv2020 as default };
