import { get } from 'node:http';
import { createMeter, readArguments } from './meter.ts';

/** node:http and nothing else: what any reader over it pays. Events are counted by their HTTP chunks. */
const { url, warmUp } = readArguments();
const meter = createMeter(warmUp);
get(url, (response) => {
  response.on('data', () => {
    meter.count();
  });
  response.on('end', () => {
    meter.stop();
  });
});
