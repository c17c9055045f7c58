// What the measurement needs of the app's own code, in one bundle.
export { createDemoServer } from '../../src/demo/server.ts';
export { DEFAULT_SETTINGS, toProfile } from '../idle/settings.ts';
