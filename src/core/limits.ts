/**
 * Every limit of the monitor, with its unit and its reason. If a limit cuts something off, a counter is shown
 * to the person.
 */
export const LIMITS = {
  /** Deadline for the whole response head. Total, not per byte, so that a slow trickle can't stretch it. */
  headersDeadlineMs: 15_000,
  /** Home Assistant sends `data: ping` at once; without a byte by then, a proxy buffers the stream. */
  firstByteDeadlineMs: 10_000,
  /** Home Assistant pings after 50 s without events, so 75 s of silence means a dead connection. */
  silenceMs: 75_000,
  /** Full-jitter back-off: first ceiling, highest ceiling. */
  backoffFirstMs: 1_000,
  backoffMaxMs: 60_000,
  /** Interval of retries after failures that only a person can repair. */
  slowRetryMs: 300_000,
  /** The back-off restarts only after a stream was healthy for this long. */
  healthyAfterMs: 60_000,
  /** Requests to one server in any minute, from all parts together. A server of 2016 has ten threads. */
  maxRequestsPerMinute: 12,
  /** Requests beside the stream, such as for a picture, leave this many of them to it. A recovery has a pace of its own. */
  requestsSparedForStream: 3,
  /** After waking up the network needs a moment: the reconnect comes this much later, plus up to twice that. */
  wakeDelayMs: 1_000,
  /** How often the two clocks are compared, and by how much they must disagree to mean sleep. */
  clockCheckMs: 5_000,
  clockJumpMs: 5_000,
  /**
   * After a gap the recorder is asked about at most this much time, which is what Home Assistant keeps unless it is told otherwise.
   * It is asked slice by slice; so many events of one slice are in memory. Without a store no more are recovered at all.
   */
  recoveryMaxMs: 864_000_000,
  maxRecovered: 10_000,
  maxRecoveredWithoutStore: 5_000,
  /** The first slice, the newest. The next is up to four times as long, while it has room. */
  recoverySliceMs: 3_600_000,
  /** After each answer a recovery rests so many times as long as the answer took, so that a server works a tenth of its time for it. */
  recoveryRestFactor: 9,
  /** A rest is not longer than this. */
  recoveryRestMaxMs: 60_000,
  /** When the recorder is asked: it writes with a delay of its own (5 s), and it starts late after a restart. */
  recoveryDelaysMs: [7_000, 30_000, 120_000],
  /** Gaps of one server that wait for their recovery; further gaps are not recovered, and their rows say so. */
  maxWaitingRecoveries: 20,
  /**
   * Requests of one slice: the history of 5,000 entities needs some 30, those of 2016 one for each entity that changed. Characters of
   * entity ids in one request: proxies limit a line to 8 kB.
   */
  maxRecoveryRequests: 200,
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
  /** How often a sign-in is used at least, while its stream is open. Home Assistant forgets it after 90 days without use. */
  renewSignInMs: 86_400_000,
  /** The clocks of server and client may differ by this much without a missed event. */
  recoverySkewMs: 5_000,
  /** A server's `Retry-After` is obeyed up to this. */
  retryAfterMaxMs: 600_000,
  /** One line of the stream; a longer one is dropped and counted. Home Assistant's largest are some 100 kB. */
  maxLineBytes: 1_048_576,
  /** One event (all its lines); a larger one is dropped and counted. */
  maxEventBytes: 4_194_304,
  /** JSON nested deeper than this is shown as unparsed. Home Assistant's events are far less deep. */
  maxJsonDepth: 64,
  /**
   * JSON of more parts than this (lists, objects and values after commas) is shown as unparsed: a parsed megabyte of empty lists
   * takes many times its size. Home Assistant's largest events have a few thousand.
   */
  maxJsonParts: 10_000,
  /** Body of an ordinary REST answer, such as `/api/config`. */
  maxBodyBytes: 2_097_152,
  /**
   * An answer of the recorder (if it is larger, a shorter time is asked for), and `/api/states`: 16 MB are some 30,000 entities.
   * Both are read object by object, with a turn for other work after so many characters (a few milliseconds).
   */
  maxRecorderBytes: 32 * 1_048_576,
  maxStatesBytes: 16 * 1_048_576,
  maxCharsAtOnce: 131_072,
  /** A recorder on a slow disk takes long to find a day of many entities. */
  recorderDeadlineMs: 60_000,
  /** Names of a certificate that are shown, and characters of each. */
  maxCertificateNames: 8,
  maxCertificateNameChars: 100,
  /** A file with authorities or a client certificate. Mozilla's whole list of authorities has some 220 kB. */
  maxRouteFileBytes: 1_048_576,
  /** A proxy that has not connected by then counts as dead. Less than the deadline for the whole head. */
  proxyDeadlineMs: 10_000,
  /** A longer secret was pasted by mistake. A long-lived access token has some 183 characters. */
  maxSecretChars: 4_096,
  /**
   * A look at an address without a login: the deadline of each request, how long it keeps the next address waiting, and the bytes
   * of an answer.
   */
  probeDeadlineMs: 6_000,
  probeTurnMs: 1_500,
  maxProbeBytes: 65_536,
  /**
   * Servers that announce themselves: how many are known, and probed at a time; of one of them, its addresses, the
   * addresses that are probed, and its texts; records of one packet; and seconds that a record lives.
   */
  maxAnnouncements: 30,
  maxProbesAtOnce: 3,
  maxAnnouncedAddresses: 8,
  maxAnnouncedUrls: 5,
  maxAnnouncedTexts: 24,
  maxMdnsRecords: 200,
  leastRecordLifeS: 10,
  mostRecordLifeS: 4_500,
  /**
   * How soon the network is asked again, first and at most; how soon a silent server is probed again, first and at most; how often
   * is looked whether something has run out; and the time between two looks at what came, and two pushes.
   */
  mdnsAskFirstMs: 1_000,
  mdnsAskMaxMs: 60_000,
  reprobeMs: 10_000,
  reprobeMaxMs: 160_000,
  foundTickMs: 1_000,
  foundSettleMs: 50,
  foundPushMs: 150,
  /** A base URL longer than this is refused. */
  maxUrlChars: 2_048,
  /**
   * Events kept in memory, by number and by the memory of their texts: a few screens if a store has the rest,
   * a day of a calm home without a store.
   */
  keptBesideStore: { events: 2_000, bytes: 2 * 1_048_576 },
  keptWithoutStore: { events: 20_000, bytes: 12 * 1_048_576 },
  /** Bytes that may wait for the history to write them; further ones are dropped and counted. */
  maxHistoryBacklogBytes: 32 * 1_048_576,
  /** Bytes above which a flood waits with the system and not in memory: a tenth of a second of the history's work. */
  maxHistoryLeadBytes: 2 * 1_048_576,
  /** Most rows in one answer to the page, and in one news. */
  maxBatchRows: 2_000,
  maxTailRows: 200,
  /** Most keys that a log session remembers; with more it begins again. */
  maxSessionKeys: 200_000,
  /** Shortest time between two batches to the page, after a first one that goes at once. */
  batchIntervalMs: 16,
  /** A camera's picture: bytes of the file, pixels, and the deadline for all of it. A notification waits less long for it. */
  maxPictureBytes: 4_194_304,
  maxPicturePixels: 16_777_216,
  pictureDeadlineMs: 5_000,
  pictureWaitMs: 2_000,
  /**
   * Messages that wait to be sent elsewhere; the deadline of each try; the longest delays between tries, and how long a message
   * is tried at all.
   */
  maxDeliveries: 100,
  deliveryDeadlineMs: 10_000,
  deliveryDelaysMs: [4_000, 20_000, 60_000, 240_000, 540_000],
  deliveryMs: 900_000,
  /** Native notifications: at most this many in that time, the rest becomes one summary. */
  maxToasts: 5,
  toastWindowMs: 10_000,
  /** Urgent ones have a separate budget, and a minimum cool-down for each thing. */
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
  /** Waiting rules that are shown. */
  maxPendingAlerts: 20,
} as const;
