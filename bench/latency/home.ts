// What the measurement needs of the app's own code.
export { createDemoServer } from '../../src/demo/server.ts';
