/**
 * What one purpose needs from the system. Each package is a name, or several names of which one is enough: Debian 13 and Ubuntu
 * 24.04 renamed libraries for their 64-bit time (https://wiki.debian.org/ReleaseGoals/64bit-time). `commands` tell on systems
 * without dpkg whether the purpose can be served.
 *
 * @typedef {'electron' | 'desktop' | 'browser' | 'home-assistant' | 'install'} PackageGroup
 * @typedef {{ purpose: string, packages: readonly (readonly string[])[], commands: readonly string[] }} PackageNeeds
 */

const fonts = [['fonts-dejavu-core'], ['fonts-noto-core'], ['fonts-noto-color-emoji']];

/** @type {Record<PackageGroup, PackageNeeds>} */
export const packageGroups = {
  electron: {
    purpose: "the app's window",
    packages: [
      ['libnss3'],
      ['libatk1.0-0t64', 'libatk1.0-0'],
      ['libatk-bridge2.0-0t64', 'libatk-bridge2.0-0'],
      ['libgtk-3-0t64', 'libgtk-3-0'],
      ['libasound2t64', 'libasound2'],
      ['libcups2t64', 'libcups2'],
      ['libgbm1'],
      ['libdrm2'],
      ['libxss1'],
      ['libnotify4'],
      ['libsecret-1-0'],
    ],
    commands: [],
  },
  desktop: {
    purpose: 'the desktop tests',
    packages: [
      ['xvfb'],
      ['dbus-daemon', 'dbus'],
      // For busctl alone; nothing of systemd needs to run.
      ['systemd'],
      ['openbox'],
      ['xfce4-panel'],
      ['dunst'],
      ['gnome-keyring'],
      ['scrot'],
      ['xdotool'],
      ['weston'],
      ...fonts,
    ],
    commands: [
      'Xvfb',
      'dbus-daemon',
      'busctl',
      'openbox',
      'xfce4-panel',
      'dunst',
      'gnome-keyring-daemon',
      'scrot',
      'xdotool',
      'setpriv',
    ],
  },
  browser: {
    purpose: 'the tests of the page in a browser',
    packages: [['chromium'], ...fonts],
    commands: ['chromium'],
  },
  'home-assistant': {
    purpose: 'the tests against real Home Assistant servers',
    packages: [['python3'], ['python3-venv']],
    commands: ['python3'],
  },
  install: {
    purpose: 'the tests that install the package',
    packages: [
      ['debootstrap'],
      ['lintian'],
      ['desktop-file-utils'],
      ['appstream'],
      // What makes an AppImage and a .tar.gz, and what looks at an .rpm.
      ['squashfs-tools'],
      ['p7zip-full'],
      ['rpm'],
    ],
    commands: ['debootstrap', 'dpkg-deb', 'lintian', 'desktop-file-validate', 'appstreamcli'],
  },
};
