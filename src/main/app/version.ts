declare const __PORCHLIGHT_VERSION__: string | undefined;

/** Written into the bundle by the build. */
export const VERSION = typeof __PORCHLIGHT_VERSION__ === 'string' ? __PORCHLIGHT_VERSION__ : '0.0.0';
