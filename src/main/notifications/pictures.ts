import type { Clock } from '../../core/clock.ts';
import type { NotificationRequest, Sound } from '../../core/history/alert.ts';
import { LIMITS } from '../../core/limits.ts';
import type { Picture } from './picture.ts';

/** What a notification has besides its words. */
export interface Trimmings {
  /** `null` for what the desktop does by itself. */
  readonly sound: Sound | null;
  readonly picture: Picture | null;
}

/** Cameras that are asked at once. Those above are shown without a picture. */
const MAX_ASKED = 4;

type Shown = NonNullable<NotificationRequest['shows']>;

/**
 * Pictures for notifications. Several alerts about one camera at a time ask it once. Nothing is kept.
 *
 * @param fetch decodes it too; whatever fails costs the picture and no more
 */
export function createPictures(
  clock: Pick<Clock, 'after'>,
  fetch: (shows: Shown) => Promise<Picture | null>,
) {
  const asked = new Map<string, Promise<Picture | null>>();

  function ask(shows: Shown): Promise<Picture | null> {
    const key = `${shows.serverId}\n${shows.entity}`;
    const already = asked.get(key);
    if (already !== undefined) return already;
    if (asked.size >= MAX_ASKED) return Promise.resolve(null);
    const asking = fetch(shows)
      .catch(() => null)
      .finally(() => asked.delete(key));
    asked.set(key, asking);
    return asking;
  }

  return {
    /** The picture if it comes within `LIMITS.pictureWaitMs`, else `null`, and then in `late`, if at all. */
    async wait(
      shows: Shown,
    ): Promise<{ readonly picture: Picture | null; readonly late: Promise<Picture | null> | null }> {
      const asking = ask(shows);
      let cancel = (): void => undefined;
      const waited = new Promise<'late'>((resolve) => {
        cancel = clock.after(LIMITS.pictureWaitMs, () => {
          resolve('late');
        });
      });
      const first = await Promise.race([asking, waited]);
      cancel();
      return first === 'late' ? { picture: null, late: asking } : { picture: first, late: null };
    },
  };
}
