import { writeRecording } from './recording.ts';

/** Arguments: file, number of events. Prints the bytes of their texts. */
const [, , file = '', events = ''] = process.argv;
process.stdout.write(`${JSON.stringify({ bytes: await writeRecording(file, Number(events)) })}\n`);
