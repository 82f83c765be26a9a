import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Where Debian keeps servers; a user who is not root often has them not on `PATH`. */
const SERVER_FOLDERS = ['/usr/local/sbin', '/usr/sbin', '/sbin'];

/** Programs that the tests run: exported cURL commands, an SSH server for tunnels, a web server with virtual hosts. */
export const TEST_PROGRAMS = ['curl', 'sshd', 'apache2'];

/**
 * @param {string[]} commands
 * @param {string} [path] value of `PATH`
 * @param {string[]} [serverFolders] looked into as well
 * @returns {string[]} those that are in none of the folders
 */
export function missingCommands(commands, path = process.env['PATH'] ?? '', serverFolders = SERVER_FOLDERS) {
  const folders = [...path.split(delimiter).filter((folder) => folder !== ''), ...serverFolders];
  return commands.filter((command) => !folders.some((folder) => existsSync(join(folder, command))));
}
