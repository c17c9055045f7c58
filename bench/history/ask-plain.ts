import { openSqlite } from '../../src/history/store/open-sqlite.ts';

const NEWEST = 'ORDER BY key DESC LIMIT 100';
const named = (kind: string, text: string): string =>
  `(SELECT id FROM name WHERE kind = '${kind}' AND text = '${text}')`;
const ofThing = (kind: string, text: string): string =>
  `SELECT event AS key FROM event_thing WHERE thing = ${named(kind, text)} ${NEWEST}`;
const ofEvents = (where: string): string => `SELECT key FROM event WHERE ${where} ${NEWEST}`;
const ofWords = (match: string): string =>
  `SELECT rowid AS key FROM words WHERE words MATCH '${match}' ORDER BY rowid DESC LIMIT 100`;

/** The newest hundred keys, as somebody would ask who opens the file with any tool. */
const QUESTIONS: Readonly<Record<string, string>> = {
  '': `SELECT key FROM event ${NEWEST}`,
  'type:state_changed': ofEvents(`type = ${named('type', 'state_changed')}`),
  'type:mobile_app_notification_action': ofEvents(
    `type = ${named('type', 'mobile_app_notification_action')}`,
  ),
  'entity:light.hall': ofThing('entity', 'light.hall'),
  'domain:light': ofThing('domain', 'light'),
  'to:unavailable': ofEvents(`state_to = 'unavailable'`),
  'service:light.turn_on': ofEvents(`service = ${named('service', 'light.turn_on')}`),
  '-type:state_changed': ofEvents(`type <> ${named('type', 'state_changed')}`),
  temperatur: ofWords('temperatur*'),
  'hall ligh': ofWords('hall AND ligh*'),
  snowman: ofWords('snowman*'),
};

/** Arguments: place to look for SQLite from, database, rounds. Prints milliseconds of each answer. */
const [, , from = '', file = '', rounds = '5'] = process.argv;
const database = openSqlite({ file, readOnly: true, from });
database.exec('PRAGMA cache_size = -8192');
const ms: Record<string, number[]> = {};
for (let round = 0; round < Number(rounds); round += 1) {
  for (const [text, sql] of Object.entries(QUESTIONS)) {
    const startedMs = performance.now();
    database.prepare(sql).all();
    (ms[text] ??= []).push(performance.now() - startedMs);
  }
}
database.close();
process.stdout.write(`${JSON.stringify(ms)}\n`);
