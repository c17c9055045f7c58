import { capitalise, toWords } from '../entity-name.ts';
import type { WireRecord } from '../read-field.ts';
import { readField, readRecord, readText } from '../read-field.ts';
import { describeValue } from '../value-words.ts';
import { list, quoted, spoken, type Describe } from './parts.ts';

/** Messages from people, feeds and services, by event type. Shapes as in Home Assistant 2024.3 and 2026.11. */
export const MESSAGES: Readonly<Record<string, Describe>> = {
  telegram_text: (data) => `Telegram: ${writer(data)} wrote ${quoted(readText(data, 'text'))}`,
  telegram_command: (data) => `Telegram: ${writer(data)} sent ${commandOf(data)}`,
  telegram_callback: (data) => `Telegram: ${writer(data)} pressed ${quoted(readText(data, 'data'))}`,
  telegram_attachment: (data) =>
    `Telegram: ${writer(data)} sent a file${named(readText(data, 'file_name') || readText(data, 'caption'))}`,
  telegram_sent: () => 'Telegram: a message was sent',
  imap_content: (data) => `E-mail ${quoted(readText(data, 'subject'))}${from(readText(data, 'sender'))}`,
  'sms.incoming_sms': (data) =>
    `Text message${from(spoken(data, 'phone') || spoken(data, 'from'))}: ${quoted(readText(data, 'text') || readText(data, 'message'))}`,
  netgear_lte_sms: (data) =>
    `Text message${from(spoken(data, 'from'))}: ${quoted(readText(data, 'message'))}`,
  feedreader: (data) =>
    `New article ${quoted(readText(data, 'title'))}${from(hostOf(readText(data, 'feed_url') || readText(data, 'link')))}`,
  matrix_command: (data) =>
    `Matrix: ${describeValue(readText(data, 'sender')) || 'somebody'} sent ${commandOf(data)}`,
  ifttt_webhook_received: (data) => `IFTTT: ${toWords(readText(data, 'action')) || 'a webhook was called'}`,
  mailgun_message_received: (data) =>
    `E-mail ${quoted(readText(data, 'subject'))}${from(readText(data, 'sender') || readText(data, 'from'))}`,
  twilio_data_received: (data) => `Twilio: a message arrived${from(spoken(data, 'From'))}`,
  folder_watcher: (data) =>
    `File ${describeValue(readText(data, 'file') || readText(data, 'path')) || 'in a watched folder'} was ${readText(data, 'event_type') === 'deleted' ? 'deleted' : toWords(readText(data, 'event_type')) || 'changed'}`,
  downloader_download_completed: (data) =>
    `Download finished: ${describeValue(readText(data, 'filename')) || 'a file'}`,
  downloader_download_failed: (data) =>
    `Download failed: ${describeValue(readText(data, 'filename')) || 'a file'}`,
  nodered: (data) => `Node-RED: ${list(toWords(readText(data, 'type')), spoken(data, 'name')) || 'an event'}`,
  nodered_loaded: () => 'Node-RED is ready',
};

function writer(data: WireRecord): string {
  return describeValue(readText(data, 'from_first')) || 'somebody';
}

/** "/light on" */
function commandOf(data: WireRecord): string {
  const args = readField(data, 'args');
  const words = Array.isArray(args) ? args.filter((each): each is string => typeof each === 'string') : [];
  return quoted([readText(data, 'command'), ...words].join(' ').trim());
}

function from(sender: string): string {
  return sender === '' ? '' : ` from ${describeValue(sender)}`;
}

function named(name: string): string {
  return name === '' ? '' : ` ${quoted(name)}`;
}

/** The host of an address; its path and query may have a key in them. */
function hostOf(address: string): string {
  return /^https?:\/\/(?:[^/@]*@)?([^/:?#]+)/i.exec(address)?.[1] ?? '';
}

/** Phones and assistants, by event type. */
export const PHONES_AND_ASSISTANTS: Readonly<Record<string, Describe>> = {
  tag_scanned: (data) => {
    const name = readText(data, 'name') || readText(data, 'tag_id');
    return `Tag ${describeValue(name) || 'without a name'} was scanned`;
  },
  mobile_app_notification_action: (data) => describePhone('pressed', data),
  'ios.notification_action_fired': (data) => describePhone('pressed', data),
  'ios.action_fired': (data) => describePhone('run', data),
  mobile_app_notification_cleared: (data) => `A notification on a phone was dismissed${about(data)}`,
  mobile_app_notification_received: (data) => `A notification reached a phone${about(data)}`,
  'ios.became_active': (data) => `${phoneOf(data)}: the app was opened`,
  'ios.entered_background': (data) => `${phoneOf(data)}: the app was left`,
  'ios.finished_launching': (data) => `${phoneOf(data)}: the app was started`,
  'ios.zone_entered': (data) => `${phoneOf(data)} arrived at ${zoneOf(data)}`,
  'ios.zone_exited': (data) => `${phoneOf(data)} left ${zoneOf(data)}`,
  'android.zone_entered': (data) => `${phoneOf(data)} arrived at ${zoneOf(data)}`,
  'android.zone_exited': (data) => `${phoneOf(data)} left ${zoneOf(data)}`,
  'android.intent_received': (data) =>
    `${phoneOf(data)}: ${describeValue(readText(data, 'intent')) || 'an intent'} was received`,
};

function phoneOf(data: WireRecord): string {
  return (
    capitalise(describeValue(readText(data, 'sourceDeviceName') || readText(data, 'device_name'))) || 'Phone'
  );
}

function zoneOf(data: WireRecord): string {
  const zone = readText(data, 'zone') || readText(data, 'zone_name');
  return capitalise(toWords(zone.replace(/^zone\./, ''))) || 'a zone';
}

/** 'Phone: "ALARM" was pressed', with the name of the phone if it is sent. */
function describePhone(verb: string, data: WireRecord): string {
  const action = readText(data, 'action') || readText(data, 'actionName');
  const reply = readText(data, 'reply_text') || readText(readRecord(data, 'action_data'), 'textInput');
  const answer = reply === '' ? '' : ` with ${quoted(reply)}`;
  return `${phoneOf(data)}: "${describeValue(action) || 'action'}" was ${verb}${answer}${about(data)}`;
}

function about(data: WireRecord): string {
  const tag = readText(data, 'tag');
  return tag === '' ? '' : `, about ${describeValue(tag)}`;
}
