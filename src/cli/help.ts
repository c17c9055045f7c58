import { VERSION } from '../node/version.ts';

/** For a call without a command. */
const SHORT_HELP = `Porchlight ${VERSION}: Home Assistant's event stream in the terminal.

  porchlight tail --demo                    watch a pretend home
  HASS_TOKEN=… porchlight tail --server homeassistant.local
  porchlight history --since 2h             what the app has kept
  porchlight export --output house.ndjson   the same as a file
  porchlight rules test --days 7            what its rules would have told

All options: porchlight --help
`;

/** For `--help`. */
const FULL_HELP = `Porchlight ${VERSION}: Home Assistant's event stream in the terminal.

Usage: porchlight tail | history | export | rules | settings | diagnostics [options]

  tail     follow a server now
  history  print what the app has kept, also while it runs
  export   write what the app has kept to a file
  rules    list, test, export and import rules: see porchlight help rules
  settings export, settings import FILE
           settings, rules and views as one file, without secrets
  diagnostics
           what a report about a fault needs, without secrets and names

tail: which server
  --server URL         Home Assistant's address, or HASS_SERVER
  --auth KIND          how the secret is sent; by default the variable that is set decides
                         bearer    a long-lived access token (0.79 to today), from HASS_TOKEN
                         password  the API password (0.26 to 0.100), from HASS_API_PASSWORD
                         query     the same password inside the address. It ends up in the logs
                                   of servers and proxies, so only where nothing else works
                         none      the server asks for none
  --token-stdin        read the secret from the first line of standard input
  --types A,B          only these event types; the server filters

tail: what is printed
  --query TEXT         only what it finds, as in the window: 'entity:light.* to:on', 'leak OR smoke'
  --rules [FILE]       what rules tell instead of events: those of a file, or the app's own
  --json               one JSON object a line: state, event, alert, gap, unparsed, oversize,
                       dropped
  --max-events N       end after N events or alerts that were printed
  --for SECONDS        end after this time

tail: the way there
  --tls-fingerprint F  trust the one certificate with this SHA-256 fingerprint, and no other
  --ca FILE            trust the authorities in this PEM file instead of this computer's
  --client-cert FILE   show this certificate: PEM, or PKCS #12 (.p12, .pfx)
  --client-key FILE    its private key in PEM; HASS_CLIENT_KEY_PASSPHRASE opens it
  --proxy URL          go through this proxy (http://, https:// or socks5://); none for straight.
                       By default HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY decide.

tail: a pretend home
  --demo               run one on this computer and follow it
  --demo-rate N        N events a second
  --demo-seed N        the same day again

history and export: which events
  --query TEXT         as in the window: 'entity:light.* to:on', 'service:light.turn_on kitchen'
  --since TIME         from then on: 30m, 2h, 7d, 07:00, 2026-11-21 or 2026-11-21T07:00
  --until TIME         up to then, told in the same ways; a day counts whole
  --server NAME        of one server only, by its name in the app
  --limit N            the newest N, 0 for all; history prints 1,000 unless told otherwise,
                       and all with --json or --csv
  --reverse            newest first
  --file FILE          read a file with one event a line instead: an export, what --json
                       printed, frames of a WebSocket, or a stream that curl recorded
  --data-folder DIR    the app's data, where it is not in the usual place

history: what is printed
  --json               one JSON object a line: event, unparsed, gap, note
  --csv                a table

export: where to
  --output FILE        the file, which is replaced; - for standard output
  --format FORMAT      ndjson, json or csv; by default the ending of the file decides

settings and diagnostics
  --output FILE        the file, which is replaced; - for standard output
  --apply              import: makes the changes, and does not only show them. Porchlight
                       must not be running

Secrets are taken out of what history and export write, by the rules of the app's
settings, also of what is read with --file. tail --json is the stream as it is sent, with
all that is in it. In a table, a cell that a spreadsheet would take for a formula begins
with an apostrophe.

  -h, --help           this text
  -V, --version        the version

A secret is never an argument. Events go to standard output, news about the connection to
standard error. Colours follow the terminal, NO_COLOR and FORCE_COLOR.

Exit codes
  0  ended as asked: Ctrl-C, --max-events, --for, all was printed, or the reader of the
     output went away
  1  with --fail-on-match: something would have been told
  2  the command line, the secret or a file of rules is wrong
  3  Home Assistant refused the secret (401); asked once, not again
  4  this computer is banned (403)
  5  stopped for another reason that trying again would not mend: nothing to read, no room
     on the disk, an export that was cancelled
`;

/** For `help rules`. */
const RULES_HELP = `Rules of Porchlight in the terminal, as a file that people can read.

  porchlight rules list                     the rules of the app, in words
  porchlight rules export --output my.yaml  the same as a file; without --output it is printed
  porchlight rules import my.yaml           adds them to the app, which must not be running
  porchlight rules test                     what the app's rules would have told in 7 days
  porchlight rules test my.yaml --file house.ndjson --fail-on-match
  porchlight tail --rules my.yaml --demo    what they tell now

list
  --json               one JSON object a line

test [RULES]: rules of a file, or of the app; what they would have told, through the code that
runs live. Rules that are off are left out. Of several rules about one thing the loudest tells.
  --history            over what the app has kept (as it is without --file), also while it runs
  --days N             of the last N days, 7 unless told otherwise
  --since TIME         from then on: 2h, 7d, yesterday, 07:00, 2026-11-21
  --file FILE          over a file with one event a line: an export, what --json printed,
                       frames of a WebSocket, or a stream that curl recorded. It ends with its last event: what would be due later is
                       not told. A computer that is asked for is taken to be as it should be.
  --json               one JSON object a line: at, server, rule, level, title, body
  --fail-on-match      end with 1 when anything would have been told

export
  --output FILE        the file, which is replaced; - for standard output

import FILE: rules are known by their id, or without one by their name
  --replace            also those that are there and say something else; otherwise they are left
                       alone
Rules that call actions, send to others or show a camera stay off until you agree in the window.

  --data-folder DIR    the app's data, where it is not in the usual place

A file of rules
  version: 1
  rules:
    - name: Garage door left open
      when: entity:cover.garage_door to:open    # which events, in the language of the log
      server: Home                              # by name or address; without it, all servers
      for: 10 min                               # it has stayed so
      # silent for: 1 h                         # or: nothing more was heard of it
      # times: 3                                # or: so often
      # within: 5 min
      only if:                                  # all of them
        - everybody is away                     # the sun is up, the sun is down,
                                                # this computer is locked, … is in use
        - { from: 07:00, to: 22:00, days: [Sat, Sun] }
        - { entity: light.hall, is: [on] }      # or: is not
      level: important                          # quiet, normal, important, critical
      cooldown: 5 min                           # or none; 10 s unless told otherwise
      at most an hour: 3
      says: { title: "{{name}} is open", body: "{{room}}" }
      sound: bell
      shows: camera.garage
      does:
        - { label: Close, action: cover.close_cover, target: cover.garage_door }
      send to: [My phone]                       # a destination of the settings, by its name
      enabled: false

Only name and when are needed. docs/rules.schema.json of Porchlight describes it for editors.

Exit codes: as of porchlight --help; 2 for a file of rules with problems, which are all listed.
`;

/** By what was asked for. */
export const HELP = { short: SHORT_HELP, full: FULL_HELP, rules: RULES_HELP } as const;
