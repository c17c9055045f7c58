import { PORCHLIGHT_VERSION } from './version.ts';

/** For a call without a command. */
export const SHORT_HELP = `Porchlight ${PORCHLIGHT_VERSION}: Home Assistant's event stream in the terminal.

  porchlight tail --demo                    watch a pretend home
  HASS_TOKEN=… porchlight tail --server homeassistant.local

All options: porchlight --help
`;

/** For `--help`. */
export const FULL_HELP = `Porchlight ${PORCHLIGHT_VERSION}: Home Assistant's event stream in the terminal.

Usage: porchlight tail [options]

Which server
  --server URL         Home Assistant's address, or HASS_SERVER
  --auth KIND          how the secret is sent; by default the variable that is set decides
                         bearer    a long-lived access token (0.79 to today), from HASS_TOKEN
                         password  the API password (0.26 to 0.100), from HASS_API_PASSWORD
                         query     the same password inside the address. It ends up in the logs
                                   of servers and proxies, so only where nothing else works
                         none      the server asks for none
  --token-stdin        read the secret from the first line of standard input
  --types A,B          only these event types; the server filters

What is printed
  --json               one JSON object a line: state, event, gap, unparsed, oversize, dropped
  --max-events N       end after N events
  --for SECONDS        end after this time

A pretend home
  --demo               run one on this computer and follow it
  --demo-rate N        N events a second
  --demo-seed N        the same day again

  -h, --help           this text
  -V, --version        the version

A secret is never an argument. Events go to standard output, news about the connection to
standard error. Colours follow the terminal, NO_COLOR and FORCE_COLOR.

Exit codes
  0  ended as asked: Ctrl-C, --max-events, --for, or the reader of the output went away
  2  the command line or the secret is wrong
  3  Home Assistant refused the secret (401); asked once, not again
  4  this computer is banned (403)
  5  stopped for another reason that trying again would not mend
`;
