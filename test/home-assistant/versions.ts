/** The Home Assistant releases that the tests run for real. */
export type HomeAssistantVersion = '0.27.2' | '0.100.3' | '2024.3.3' | '2026.11.0';

/** How one release is installed and run. */
export interface HomeAssistantRelease {
  readonly version: HomeAssistantVersion;
  /** What a client has to send: the API password (until 0.100) or a long-lived access token. */
  readonly credentialKind: 'password' | 'bearer';
  /** Every package, pinned. Installed without resolving dependencies, so that a new release of one can't break it. */
  readonly requirements: readonly string[];
  /** Packages that were never released as a wheel. All are pure Python: no compiler is needed. */
  readonly sourceOnly: readonly string[];
  /** File in `python/` to run first, for what Python has removed since. */
  readonly compatFile: string | null;
  /** `http: ip_ban_enabled` and `login_attempts_threshold` exist (0.34 and later). */
  readonly bansAddresses: boolean;
  /** Since 2026.8 an address in the configuration is only a trial, which ends after five minutes. */
  readonly listensBy: 'configuration' | 'storage';
  /** Logger that names every request that passed the credential check, at level debug or info. */
  readonly requestLogger: string;
}

/** August 2016: threads, CherryPy and Werkzeug; the last months before aiohttp. */
const release0272: HomeAssistantRelease = {
  version: '0.27.2',
  credentialKind: 'password',
  requirements: [
    'homeassistant==0.27.2',
    'certifi==2024.2.2',
    'charset-normalizer==3.3.2',
    'CherryPy==7.1.0',
    'idna==3.6',
    'Jinja2==2.8.1',
    'MarkupSafe==2.1.5',
    'pytz==2024.1',
    'PyYAML==6.0.1',
    'requests==2.31.0',
    'six==1.16.0',
    'SQLAlchemy==1.4.52',
    'static3==0.7.0',
    'urllib3==1.26.18',
    'voluptuous==0.9.2',
    'Werkzeug==0.11.15',
  ],
  sourceOnly: ['static3', 'voluptuous'],
  compatFile: 'compat_0_27_2.py',
  bansAddresses: false,
  listensBy: 'configuration',
  requestLogger: 'homeassistant.components.http',
};

/** October 2019: the newest release whose API takes the API password. */
const release01003: HomeAssistantRelease = {
  version: '0.100.3',
  credentialKind: 'password',
  requirements: [
    'homeassistant==0.100.3',
    'aiohttp==3.8.6',
    'aiohttp-cors==0.7.0',
    'aiosignal==1.3.1',
    'astral==1.10.1',
    'async-timeout==4.0.3',
    'attrs==22.2.0',
    'bcrypt==4.1.2',
    'certifi==2024.2.2',
    'charset-normalizer==3.3.2',
    'frozenlist==1.4.1',
    'idna==3.6',
    'importlib-metadata==7.0.1',
    'Jinja2==3.1.3',
    'MarkupSafe==2.1.5',
    'multidict==6.0.5',
    'PyJWT==1.7.1',
    'python-slugify==5.0.2',
    'pytz==2024.1',
    'PyYAML==6.0.1',
    'requests==2.31.0',
    'SQLAlchemy==1.4.52',
    'text-unidecode==1.3',
    'urllib3==1.26.18',
    'voluptuous==0.12.1',
    'voluptuous-serialize==2.4.0',
    'yarl==1.9.4',
    'zipp==3.17.0',
  ],
  sourceOnly: [],
  compatFile: 'compat_0_100_3.py',
  bansAddresses: true,
  listensBy: 'configuration',
  requestLogger: 'homeassistant.components.http.view',
};

/** March 2024: the newest release for Python 3.11. Needs no compatibility file. */
const release202433: HomeAssistantRelease = {
  version: '2024.3.3',
  credentialKind: 'bearer',
  requirements: [
    'homeassistant==2024.3.3',
    'aiohttp==3.9.3',
    'aiohttp-cors==0.7.0',
    'aiohttp-fast-url-dispatcher==0.3.0',
    'aiohttp-zlib-ng==0.3.1',
    'aiosignal==1.3.1',
    'astral==2.2',
    'async-interrupt==1.1.1',
    'async-timeout==4.0.3',
    'atomicwrites-homeassistant==1.4.1',
    'attrs==23.2.0',
    'awesomeversion==24.2.0',
    'bcrypt==4.1.2',
    'certifi==2024.2.2',
    'cffi==1.16.0',
    'charset-normalizer==3.3.2',
    'ciso8601==2.3.1',
    'cryptography==42.0.5',
    'fnv-hash-fast==0.5.0',
    'fnvhash==0.2.1',
    'frozenlist==1.4.1',
    'idna==3.6',
    'ifaddr==0.2.0',
    'Jinja2==3.1.3',
    'lru-dict==1.3.0',
    'MarkupSafe==2.1.5',
    'multidict==6.0.5',
    'orjson==3.9.15',
    'packaging==23.2',
    'Pillow==10.2.0',
    'psutil==5.9.8',
    'psutil-home-assistant==0.0.1',
    'pycparser==2.21',
    'PyJWT==2.8.0',
    'python-slugify==8.0.4',
    'pytz==2024.1',
    'PyYAML==6.0.1',
    'requests==2.31.0',
    'securetar==2023.3.0',
    'SQLAlchemy==2.0.27',
    'text-unidecode==1.3',
    'typing-extensions==4.10.0',
    'ulid-transform==0.9.0',
    'urllib3==1.26.18',
    'voluptuous==0.13.1',
    'voluptuous-serialize==2.6.0',
    'yarl==1.9.4',
    'zlib-ng==0.4.0',
  ],
  sourceOnly: [],
  compatFile: null,
  bansAddresses: true,
  listensBy: 'configuration',
  requestLogger: 'homeassistant.helpers.http',
};

/** November 2026. It wants a newer Python than most systems have: `newest/prepare-newest.ts` installs both. */
const release2026110: HomeAssistantRelease = {
  version: '2026.11.0',
  credentialKind: 'bearer',
  requirements: [],
  sourceOnly: [],
  compatFile: null,
  bansAddresses: true,
  listensBy: 'storage',
  requestLogger: 'homeassistant.helpers.http',
};

/** Those that run on Python 3.11, oldest first. */
export const HOME_ASSISTANT_RELEASES: readonly HomeAssistantRelease[] = [
  release0272,
  release01003,
  release202433,
];

const releases: Readonly<Record<HomeAssistantVersion, HomeAssistantRelease>> = {
  '0.27.2': release0272,
  '0.100.3': release01003,
  '2024.3.3': release202433,
  '2026.11.0': release2026110,
};

export function homeAssistantRelease(version: HomeAssistantVersion): HomeAssistantRelease {
  return releases[version];
}
