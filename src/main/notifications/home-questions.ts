import type { Clock } from '../../core/clock.ts';
import { toHomeFacts } from '../../core/rules/home-facts.ts';
import { listThings, type HomeThing } from '../../core/rules/home-things.ts';
import { subjectOptions } from '../../core/rules/subject-options.ts';
import type { Services } from '../app/services.ts';
import type { RequestHandlers } from '../ipc/request-gate.ts';

export interface HomeQuestionsPorts extends Pick<Services, 'queryContext'> {
  readonly history: Pick<Services['history'], 'currentStates' | 'values'>;
}

/** While a person types, the list of a moment ago is as good. */
const LIST_LASTS_MS = 2_000;
/** Most types and actions that are looked through for a typed word. */
const MAX_SEEN = 500;

/** What a rule can be about: the things of the homes and where they are, by typed words or for a form. */
export function createHomeQuestions(
  { queryContext, history }: HomeQuestionsPorts,
  clock: Clock,
): Pick<RequestHandlers, 'findSubjects' | 'readHome'> {
  let listed: { readonly at: number; readonly things: Promise<readonly HomeThing[]> } | null = null;

  function ourThings(): Promise<readonly HomeThing[]> {
    if (listed !== null && clock.now() - listed.at < LIST_LASTS_MS) return listed.things;
    const things = listAll();
    listed = { at: clock.now(), things };
    return things;
  }

  async function listAll(): Promise<readonly HomeThing[]> {
    const { serverNames, registries } = queryContext();
    const things = listThings(await history.currentStates(null), registries);
    // The states of a server that was removed are kept for a while.
    return things.filter(({ serverId }) => serverNames.has(serverId));
  }

  async function seenValues(facet: 'type' | 'service'): Promise<readonly string[]> {
    return (await history.values(facet, '', MAX_SEEN)).map(({ value }) => value);
  }

  return {
    async findSubjects({ typed, onlyThings, server }) {
      const homes = queryContext().serverNames;
      const [things, types, actions] = await Promise.all([
        ourThings(),
        seenValues('type'),
        seenValues('service'),
      ]);
      return subjectOptions({
        typed,
        onlyThings,
        things: server === null ? things : things.filter(({ serverId }) => serverId === server),
        homes: homes.size < 2 ? new Map() : homes,
        types,
        actions,
      });
    },
    readHome: async (question) => toHomeFacts(await ourThings(), question),
  };
}
