import { FAILED_LOGIN_QUERY } from '../events/failed-login.ts';

/** A question and the query that answers it. */
export interface ExampleQuery {
  readonly question: string;
  readonly query: string;
}

/** For the first look at the empty search field: each shows another part of the language. */
export const EXAMPLE_QUERIES: readonly ExampleQuery[] = [
  { question: 'What happened to the hall light at seven?', query: 'entity:light.hall at:07:00..07:05' },
  { question: 'Which actions did a person call?', query: 'type:call_service user:*' },
  { question: 'What became unavailable since yesterday?', query: 'to:unavailable since:yesterday' },
  { question: 'Which batteries are low?', query: 'entity:*battery* to:<15' },
  { question: 'Which lights were dimmed?', query: 'data.new_state.attributes.brightness:<100' },
  { question: 'Which logins failed?', query: FAILED_LOGIN_QUERY },
  { question: 'What was missed and fetched afterwards?', query: 'recovered:yes' },
];

/** A part of the query language on the help sheet. */
export interface SyntaxLine {
  readonly query: string;
  readonly meaning: string;
}

export const SYNTAX: readonly { readonly title: string; readonly lines: readonly SyntaxLine[] }[] = [
  {
    title: 'Words',
    lines: [
      { query: 'hall light', meaning: 'Both words occur, anywhere in the event' },
      { query: '"turned on"', meaning: 'These words side by side' },
      { query: '-garage', meaning: 'Leave out what has this word' },
    ],
  },
  {
    title: 'Fields',
    lines: [
      { query: 'type:call_service', meaning: 'Event type' },
      { query: 'entity:light.*', meaning: 'Any characters for *, one for ?' },
      { query: 'domain:light to:on', meaning: 'Both must be true' },
      { query: 'class:door to:on', meaning: 'Device class of the entity, such as moisture' },
      {
        query: 'area:kitchen',
        meaning: 'In a room of today, also what happened earlier; floor and label too',
      },
      { query: 'device:"Window sensor"', meaning: 'Things of a device, and events that name it' },
      { query: 'person:anna', meaning: 'Done by a person, or about them' },
      { query: 'from:off to:on', meaning: 'The state before and after' },
      { query: 'service:light.turn_on', meaning: 'A service that was called' },
      { query: 'user:*', meaning: 'Caused by a person' },
      { query: 'entity:/hall|porch/', meaning: 'A regular expression' },
    ],
  },
  {
    title: 'Numbers and data',
    lines: [
      { query: 'to:>21.5', meaning: 'Also <, <= and >=' },
      { query: 'to:18..21', meaning: 'Between, both ends included' },
      { query: 'data.service_data.brightness:255', meaning: 'Any value below data' },
      { query: 'attributes.battery:<15', meaning: 'An attribute of the new state' },
    ],
  },
  {
    title: 'Time',
    lines: [
      { query: 'since:1h', meaning: 'The last hour; s, m, h, d and w' },
      { query: 'at:07:00..08:00', meaning: 'Today between seven and eight' },
      { query: 'at:yesterday', meaning: 'The whole day; also today and 2026-11-21' },
    ],
  },
  {
    title: 'Together',
    lines: [
      { query: 'to:on OR to:open', meaning: 'One of them; AND is the default' },
      { query: 'to:(on OR open)', meaning: 'The same, shorter' },
      { query: '-(type:state_changed to:on)', meaning: 'Leave out a group; also NOT' },
    ],
  },
  {
    title: 'Kinds of rows',
    lines: [
      { query: 'recovered:yes', meaning: 'Missed by the stream and fetched afterwards' },
      { query: 'alert:yes', meaning: 'A notification was raised' },
      { query: 'bookmarked:yes', meaning: 'Marked by you' },
      { query: 'kind:gap', meaning: 'Interruptions of the connection' },
    ],
  },
];
