import { parseQuery } from '../../core/query/parse-query.ts';
import { showColumn, toChoices, toColumns } from '../../core/view/columns.ts';
import { describeMoment } from '../../core/view/moment-words.ts';
import { parseJump } from '../../core/view/parse-jump.ts';
import { ask, bridge } from '../state/bridge.ts';
import type { CommandContext } from './command-context.ts';
import type { Command } from './commands.ts';

const MAX_RECENT = 5;

/** What can be done with the log, besides what its parts provide themselves. `typed` stands in the palette, `now` is in epoch ms. */
export function listLogCommands(context: CommandContext, typed: string, now: number): readonly Command[] {
  return [
    ...timeCommands(context, typed, now),
    ...searchCommands(context, typed, now),
    ...viewCommands(context),
    ...listCommands(context),
    ...fileCommands(context),
    ...columnCommands(context),
  ];
}

function timeCommands({ model, openPart }: CommandContext, typed: string, now: number): readonly Command[] {
  const at = parseJump(typed, now);
  const jump = (to: number): void => {
    openPart('list');
    ask(model.jumpToTime(to));
  };
  return [
    ...(at === null
      ? []
      : [
          {
            id: 'jump',
            group: 'Time' as const,
            title: `Go to ${describeMoment(at, now).replace(/(:00)?\.000$/, '')}`,
            answer: 'first' as const,
            run: () => {
              jump(at);
            },
          },
        ]),
    {
      id: 'jump-to',
      group: 'Time',
      title: 'Go to a time…',
      words: 'jump date clock when',
      continueWith: { text: '', placeholder: '07:00, yesterday 07:00, monday, 2026-11-21 07:00, 2h ago' },
      run: () => undefined,
    },
  ];
}

function searchCommands({ model, openPart }: CommandContext, typed: string, now: number): readonly Command[] {
  const search = (query: string): void => {
    model.setQuery(query);
    model.memory.remember(query);
    openPart('list');
  };
  const text = typed.trim();
  const isQuery = text !== '' && parseQuery(text, { now }).ok;
  return [
    {
      id: 'search',
      group: 'Search',
      title: 'Search events',
      words: 'find filter query',
      keys: ['/'],
      run: () => openPart('search'),
    },
    {
      id: 'highlight',
      group: 'Search',
      title: 'Highlight words without hiding rows',
      words: 'mark find',
      keys: ['Ctrl', 'H'],
      run: () => openPart('highlight'),
    },
    {
      id: 'search-help',
      group: 'Search',
      title: 'How to search',
      words: 'help syntax language query',
      run: () => openPart('search-help'),
    },
    ...model.memory.recent.slice(0, MAX_RECENT).map((query, place) => ({
      id: `recent-${String(place)}`,
      group: 'Search' as const,
      title: query,
      hint: 'recent',
      run: () => {
        search(query);
      },
    })),
    ...(isQuery
      ? [
          {
            id: 'search-for',
            group: 'Search' as const,
            title: `Search for “${text}”`,
            answer: 'last' as const,
            run: () => {
              search(text);
            },
          },
        ]
      : []),
  ];
}

function viewCommands({ model, overview, openPart }: CommandContext): readonly Command[] {
  const open = (id: string | null, query: string): void => {
    model.memory.openedViewId = id;
    model.setQuery(query);
    openPart('list');
  };
  const tabs = [{ id: null, name: 'Everything', query: '' }, ...overview.savedViews];
  return [
    ...tabs.map(({ id, name, query }, place) => ({
      id: `view-${id ?? ''}`,
      group: 'Views' as const,
      title: name,
      words: `view tab ${query}`,
      hint: query,
      ...(place < 9 ? { keys: ['Ctrl', String(place + 1)] } : {}),
      run: () => {
        open(id, query);
      },
    })),
    {
      id: 'save-view',
      group: 'Views',
      title: 'Save this search as a view',
      words: 'add tab keep update',
      keys: ['Ctrl', 'S'],
      run: () => openPart('save-view'),
    },
  ];
}

function listCommands({ model, openPart }: CommandContext): readonly Command[] {
  const isPaused = model.follow.kind === 'paused';
  const act = (run: () => void) => () => {
    openPart('list');
    run();
  };
  return [
    {
      id: 'follow',
      group: 'Log',
      title: 'Follow the newest event',
      words: 'live latest end',
      keys: ['f'],
      run: act(() => model.followNow()),
    },
    {
      id: 'pause',
      group: 'Log',
      title: isPaused ? 'Resume the list' : 'Pause the list',
      words: 'hold stop freeze',
      keys: ['p'],
      run: act(() => model.togglePause()),
    },
    {
      id: 'clear',
      group: 'Log',
      title: 'Clear the view',
      words: 'sweep hide older empty',
      run: act(() => model.clear()),
    },
    ...(model.cleared === null
      ? []
      : [
          {
            id: 'unclear',
            group: 'Log' as const,
            title: 'Show cleared rows again',
            words: 'undo',
            run: act(() => model.unclear()),
          },
        ]),
  ];
}

function fileCommands({ model, overview, openPart }: CommandContext): readonly Command[] {
  return [
    ...(model.source === 'log'
      ? []
      : [
          {
            id: 'source-log',
            group: 'Files' as const,
            title: 'Back to the log',
            words: 'capture close',
            run: () => {
              model.setSource('log');
              openPart('list');
            },
          },
        ]),
    ...overview.captures.flatMap(({ id, name }) => [
      {
        id: `capture-${id}`,
        group: 'Files' as const,
        title: `Look at ${name}`,
        words: 'capture file',
        run: () => {
          model.setSource(`capture:${id}`);
          openPart('list');
        },
      },
      {
        id: `close-${id}`,
        group: 'Files' as const,
        title: `Close ${name}`,
        words: 'capture file',
        run: () => {
          if (model.source === `capture:${id}`) model.setSource('log');
          ask(bridge().closeCapture(id));
        },
      },
    ]),
  ];
}

function columnCommands({ overview }: CommandContext): readonly Command[] {
  const columns = toColumns(overview.columns);
  return columns.map(({ name, title, shown }) => ({
    id: `column-${name}`,
    group: 'Columns',
    title: `${shown ? 'Hide' : 'Show'} the column ${title}`,
    run: () => {
      ask(bridge().changeSettings({ columns: toChoices(showColumn(columns, name, !shown)) }));
    },
  }));
}
