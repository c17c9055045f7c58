/**
 * Every bound of the monitor, with its unit and its reason. A bound that cuts something off has a counter beside
 * it, and the counter is shown.
 */
export const LIMITS = {
  /** Deadline for the whole response head. Total, not per byte, so that a slow trickle can't stretch it. */
  headersDeadlineMs: 15_000,
  /** Home Assistant sends `data: ping` at once; nothing by then means a proxy holds the stream back. */
  firstByteDeadlineMs: 10_000,
  /** Home Assistant pings after 50 s without events, so 75 s of silence is a dead link. */
  silenceMs: 75_000,
  /** Full-jitter back-off: first ceiling, highest ceiling. */
  backoffFirstMs: 1_000,
  backoffMaxMs: 60_000,
  /** Failures that only a person or an administrator can mend are looked at again this often. */
  slowRetryMs: 300_000,
  /** The back-off starts afresh only after a stream was healthy for this long. */
  healthyAfterMs: 60_000,
  /** Requests to one server in any minute, from all parts together. A server of 2016 has ten threads. */
  maxRequestsPerMinute: 12,
  /** Of these, so many are left to the stream when history is asked for. */
  requestsSparedForStream: 3,
  /** After waking up the network needs a moment: the reconnect comes this much later, plus up to twice that. */
  wakeDelayMs: 1_000,
  /** How often the two clocks are compared, and by how much they must disagree to mean sleep. */
  clockCheckMs: 5_000,
  clockJumpMs: 5_000,
  /** After a gap the recorder is asked about at most this much time, and this many events are taken of it. */
  recoveryMaxMs: 86_400_000,
  maxRecovered: 5_000,
  /** When the recorder is asked: it writes with a delay of its own (5 s), and it starts late after a restart. */
  recoveryDelaysMs: [7_000, 30_000, 120_000],
  /** Gaps of one server that wait for their recovery; more of them stay unrecovered, and say so. */
  maxWaitingRecoveries: 20,
  /**
   * Requests of one recovery: the history of 5,000 things needs some 30, which take three minutes. Characters of entity ids in
   * one of them: proxies cut a line at 8 kB.
   */
  maxRecoveryRequests: 40,
  maxRecoveryQueryChars: 6_000,
  /**
   * Entities whose names are asked for at once, some 100 kB of the 256 kB that a template may print, and where that is too much;
   * and requests of one reading. It begins so long after the reason for it, and comes at most each minute.
   */
  registryPage: 1_000,
  leastRegistryPage: 250,
  maxRegistryRequests: 30,
  registryDelayMs: 1_000,
  registryIntervalMs: 60_000,
  /** By how much the clocks of server and client may differ without an event being overlooked. */
  recoverySkewMs: 5_000,
  /** A server's `Retry-After` is obeyed up to this. */
  retryAfterMaxMs: 600_000,
  /** One line of the stream; a longer one is dropped and counted. Home Assistant's largest are some 100 kB. */
  maxLineBytes: 1_048_576,
  /** One event (all its lines); a larger one is dropped and counted. */
  maxEventBytes: 4_194_304,
  /** JSON nested deeper than this is shown as unparsed: no event of Home Assistant comes near. */
  maxJsonDepth: 64,
  /**
   * JSON of more parts than this (lists, objects and what commas divide) is shown as unparsed: a megabyte of empty lists takes 14 MB
   * once it is parsed. Home Assistant's largest events have some thousands.
   */
  maxJsonParts: 10_000,
  /** Body of an ordinary REST answer, such as `/api/config`. */
  maxBodyBytes: 2_097_152,
  /**
   * An answer of the recorder, which is asked for less time when it is larger, and `/api/states`: 16 MB are some 30,000 things.
   * Both are read object by object, so many characters (a few milliseconds) without a turn for other work.
   */
  maxRecorderBytes: 32 * 1_048_576,
  maxStatesBytes: 16 * 1_048_576,
  maxCharsAtOnce: 131_072,
  /** A recorder on a slow disk takes long to find a day of many things. */
  recorderDeadlineMs: 60_000,
  /** Names of a certificate that are shown, and characters of each. */
  maxCertificateNames: 8,
  maxCertificateNameChars: 100,
  /** A file with authorities or a client certificate. Mozilla's whole list of authorities has some 220 kB. */
  maxRouteFileBytes: 1_048_576,
  /** A proxy that has not opened the way by then is as good as dead. Less than the deadline for the whole head. */
  proxyDeadlineMs: 10_000,
  /** A secret longer than this is a paste accident. A long-lived access token has some 183 characters. */
  maxSecretChars: 4_096,
  /** A base URL longer than this is refused. */
  maxUrlChars: 2_048,
  /**
   * Events kept in memory, by number and by bytes of memory that their texts take: some screens where a store has the rest,
   * and a day of a calm home where nothing is stored.
   */
  keptBesideStore: { events: 2_000, bytes: 2 * 1_048_576 },
  keptWithoutStore: { events: 20_000, bytes: 12 * 1_048_576 },
  /** Bytes that may wait for the history to write them; further ones are dropped and counted. */
  maxHistoryBacklogBytes: 32 * 1_048_576,
  /** Rows that one answer to the page brings, and rows that come along with news unasked. */
  maxBatchRows: 2_000,
  maxTailRows: 200,
  /** Keys that a log session remembers of what is or was in memory; with more of them it begins anew. */
  maxSessionKeys: 200_000,
  /** Shortest time between two batches to the page, after a first one that goes at once. */
  batchIntervalMs: 16,
  /** Native notifications: at most this many in that time, the rest becomes one summary. */
  maxToasts: 5,
  toastWindowMs: 10_000,
  /** Urgent ones have a budget of their own, and at least so much silence about one thing. */
  maxUrgentToasts: 20,
  urgentWindowMs: 60_000,
  urgentCooldownMs: 60_000,
  /** Cool-down of a new rule, for each thing. */
  defaultCooldownMs: 10_000,
  /** Characters of a notification. Longer ones end in an ellipsis. */
  maxToastTitleChars: 120,
  maxToastBodyChars: 400,
  /** Alerts kept for the tray (the menu shows five) and the notifications page. */
  maxRecentAlerts: 50,
} as const;
