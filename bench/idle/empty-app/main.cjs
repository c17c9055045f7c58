'use strict';

// The least that an Electron tray app can be: an icon and nothing else. What Porchlight is compared with.
const { app, Menu, nativeImage, Tray } = require('electron');
const { join } = require('node:path');

let tray;
app.on('window-all-closed', () => undefined);
app.whenReady().then(() => {
  tray = new Tray(nativeImage.createFromPath(join(__dirname, '../../../assets/icons/32x32.png')));
  tray.setContextMenu(Menu.buildFromTemplate([{ label: 'Quit', click: () => app.quit() }]));
});
