/** Set by the build from `package.json`. */
declare const __PORCHLIGHT_VERSION__: string | undefined;

/** Version of this program; `0.0.0` when it was not built by the project's own script. */
export const VERSION: string = typeof __PORCHLIGHT_VERSION__ === 'string' ? __PORCHLIGHT_VERSION__ : '0.0.0';
