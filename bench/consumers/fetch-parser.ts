import { createParser } from 'eventsource-parser';
import { createMeter, readArguments } from './meter.ts';

/** What most people would write in Node today. */
const { url, warmUp } = readArguments();
const meter = createMeter(warmUp);
const parser = createParser({
  onEvent({ data }) {
    if (data !== 'ping' && JSON.parse(data) !== null) meter.count();
  },
});
const decoder = new TextDecoder();
const reader = (await fetch(url)).body?.getReader();
for (let part = await reader?.read(); part?.done === false; part = await reader?.read()) {
  parser.feed(decoder.decode(part.value, { stream: true }));
}
meter.stop();
