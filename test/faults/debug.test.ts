import { it } from 'vitest';
import { createWorld } from './world.ts';
import { startLiving, settleIn } from './stories.ts';
it.each([1,2,3,4,5,6,7,8])('debug %s', async (seed) => {
  const world = createWorld(seed);
  const notAdmin = seed % 2 === 0;
  const place = notAdmin ? await settleIn(world) : await startLiving(world);
  if (notAdmin) place.home.isAdmin = false; else place.home.secret = 'another';
  await world.follow();
  if (!notAdmin) { await world.pass(100_000); place.home.streams[0]?.breakOff('fin'); }
  await world.pass(20_000);
  console.log(place.credential, place.home.refused, place.home.connections.map((c) => [c.acceptedAt, c.request?.path, c.request?.secret]), JSON.stringify(world.said.filter(e=>e.kind==='state')));
  await world.finish();
});
