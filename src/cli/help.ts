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

The way there
  --tls-fingerprint F  trust the one certificate with this SHA-256 fingerprint, and no other
  --ca FILE            trust the authorities in this PEM file instead of this computer's
  --client-cert FILE   show this certificate: PEM, or PKCS #12 (.p12, .pfx)
  --client-key FILE    its private key in PEM; HASS_CLIENT_KEY_PASSPHRASE opens it
  --proxy URL          go through this proxy (http://, https:// or socks5://); none for straight.
                       By default HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY decide.

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
