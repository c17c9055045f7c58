// Loaded into what is watched, before it: says what memory is held once all garbage is collected, whenever it is asked. Nothing waits
// before a new connection but the allowance of requests, since the waits themselves are not what is watched.
Math.random = () => 0;
process.on('message', () => {
  globalThis.gc?.();
  globalThis.gc?.();
  const { rss, heapUsed, external } = process.memoryUsage();
  process.send?.({ memory: { rss, held: heapUsed + external } });
});
process.channel?.unref();
