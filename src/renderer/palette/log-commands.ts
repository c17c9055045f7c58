import type { LogSource } from '../../core/ipc/log-port.ts';
import { parseQuery } from '../../core/query/parse-query.ts';
import { showColumn, toChoices, toColumns } from '../../core/view/columns.ts';
import { describeMoment } from '../../core/view/moment-words.ts';
import { parseJump } from '../../core/view/parse-jump.ts';
import { ask, bridge } from '../state/bridge.ts';
import type { CommandContext, CommandList } from './commands.ts';

const MAX_RECENT = 5;

/** Commands of the log. `typed` is the text in the palette, `now` is in epoch ms. */
export function listLogCommands(
  context: CommandContext,
  typed: string,
  now: number,
): Readonly<Record<string, CommandList>> {
  return {
    Time: timeCommands(context, typed, now),
    Search: searchCommands(context, typed.trim(), now),
    Views: viewCommands(context),
    Log: listCommands(context),
    Files: fileCommands(context),
    Columns: columnCommands(context),
  };
}

function timeCommands({ model, openPart }: CommandContext, typed: string, now: number): CommandList {
  const at = parseJump(typed, now);
  return [
    at !== null && {
      title: `Go to ${describeMoment(at, now).replace(/(:00)?\.000$/, '')}`,
      answer: 'first',
      run: () => {
        openPart('list');
        ask(model.jumpToTime(at));
      },
    },
    {
      title: 'Go to a time…',
      words: 'jump date clock when',
      placeholder: '07:00, yesterday 07:00, monday, 2026-11-21 07:00, 2h ago',
      run: () => undefined,
    },
  ];
}

function searchCommands({ model, openPart }: CommandContext, text: string, now: number): CommandList {
  const search = (query: string) => () => {
    model.setQuery(query);
    model.memory.remember(query);
    openPart('list');
  };
  return [
    { title: 'Search events', words: 'find filter query', keys: ['/'], run: () => openPart('search') },
    {
      title: 'Highlight words without hiding rows',
      words: 'mark find',
      keys: ['Ctrl', 'H'],
      run: () => openPart('highlight'),
    },
    { title: 'How to search', words: 'help syntax language query', run: () => openPart('search-help') },
    ...model.memory.recent
      .slice(0, MAX_RECENT)
      .map((query) => ({ title: query, hint: 'recent', run: search(query) })),
    text !== '' &&
      parseQuery(text, { now }).ok && {
        title: `Search for “${text}”`,
        answer: 'last',
        run: search(text),
      },
  ];
}

function viewCommands({ model, overview, openPart }: CommandContext): CommandList {
  const tabs = [{ id: null, name: 'Everything', query: '' }, ...overview.savedViews];
  return [
    ...tabs.map(({ id, name, query }, place) => ({
      title: name,
      words: `view tab ${query}`,
      hint: query,
      keys: place < 9 ? ['Ctrl', String(place + 1)] : [],
      run: () => {
        model.memory.openedViewId = id;
        model.setQuery(query);
        openPart('list');
      },
    })),
    {
      title: 'Save this search as a view',
      words: 'add tab keep update',
      keys: ['Ctrl', 'S'],
      run: () => openPart('save-view'),
    },
  ];
}

function listCommands({ model, openPart }: CommandContext): CommandList {
  const act = (run: () => void) => () => {
    openPart('list');
    run();
  };
  return [
    {
      title: 'Follow the newest event',
      words: 'live latest end',
      keys: ['f'],
      run: act(() => model.followNow()),
    },
    {
      title: model.follow.kind === 'paused' ? 'Resume the list' : 'Pause the list',
      words: 'hold stop freeze',
      keys: ['p'],
      run: act(() => model.togglePause()),
    },
    { title: 'Clear the view', words: 'sweep hide older empty', run: act(() => model.clear()) },
    model.cleared !== null && {
      title: 'Show cleared rows again',
      words: 'undo',
      run: act(() => model.unclear()),
    },
  ];
}

function fileCommands({ model, overview, openPart }: CommandContext): CommandList {
  const look = (source: LogSource) => () => {
    model.setSource(source);
    openPart('list');
  };
  return [
    overview.marked?.endedAt === null
      ? { title: 'Stop recording', words: 'mark end session', run: () => ask(bridge().mark('stop')) }
      : { title: 'Record what happens now', words: 'mark start session', run: () => openPart('record') },
    {
      title: 'Export what is shown…',
      words: 'save ndjson json csv file',
      run: () => openPart('export'),
    },
    { title: 'Open a capture…', words: 'import file ndjson', run: () => openPart('import') },
    model.source !== 'log' && { title: 'Back to the log', words: 'capture close', run: look('log') },
    ...overview.captures.flatMap(({ id, name }) => [
      { title: `Look at ${name}`, words: 'capture file', run: look(`capture:${id}`) },
      {
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

function columnCommands({ overview }: CommandContext): CommandList {
  const columns = toColumns(overview.columns);
  return columns.map(({ name, title, shown }) => ({
    title: `${shown ? 'Hide' : 'Show'} the column ${title}`,
    run: () => ask(bridge().changeSettings({ columns: toChoices(showColumn(columns, name, !shown)) })),
  }));
}
