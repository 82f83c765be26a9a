import { BrowserWindow, clipboard, dialog, shell } from 'electron';
import { createWriteStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { BodySource } from '../../shared/model/body.ts';
import type { CommandName, CommandValue, ParsedInput } from '../../shared/ipc/contract.ts';
import { CommandError } from '../../shared/ipc/envelope.ts';
import { openableUrl } from './openable-url.ts';

type DesktopHandlers = {
  [Name in Extract<CommandName, `desktop.${string}`>]: (
    input: ParsedInput<Name>,
  ) => Promise<CommandValue<Name>>;
};

interface DesktopCommandDeps {
  openBody(source: BodySource, isDecoded: boolean): Promise<AsyncIterable<Uint8Array> | undefined>;
  controlToken(): string | undefined;
  guardedUrl(binId: string, url: string): Promise<string>;
  authorityPem(): string | undefined;
}

/** The commands that need a window or the system around it. */
export function desktopCommands({
  openBody,
  controlToken,
  guardedUrl,
  authorityPem,
}: DesktopCommandDeps): DesktopHandlers {
  return {
    async 'desktop.saveBody'({ source, suggestedName, isDecoded }) {
      const body = await openBody(source, isDecoded);
      if (body === undefined) throw new CommandError('not_found', 'That body is no longer stored.');
      return saveAs('The body', suggestedName, (path) =>
        pipeline(Readable.from(body), createWriteStream(path)),
      );
    },

    'desktop.saveText': ({ text, suggestedName }) =>
      saveAs('It', suggestedName, (path) => writeFile(path, text)),

    async 'desktop.openExternal'({ url }) {
      const openable = openableUrl(url);
      if (openable === undefined)
        throw new CommandError('bad_input', 'Only http and https URLs can be opened.');
      const { response } = await dialog.showMessageBox(parentWindow(), {
        type: 'question',
        message: 'Open this address in your browser?',
        detail: openable,
        buttons: ['Open', 'Cancel'],
        defaultId: 0,
        cancelId: 1,
      });
      if (response !== 0) return { isOpened: false };
      await shell.openExternal(openable);
      return { isOpened: true };
    },

    async 'desktop.pickFile'({ title, extensions }) {
      const { filePaths } = await dialog.showOpenDialog(parentWindow(), {
        title,
        properties: ['openFile'],
        filters: [
          ...(extensions.length === 0 ? [] : [{ name: extensions.join(', '), extensions }]),
          { name: 'All files', extensions: ['*'] },
        ],
      });
      const [path] = filePaths;
      return path === undefined ? {} : { path };
    },

    async 'desktop.copyEndpoint'({ binId, url }) {
      await clipboard.writeText(await guardedUrl(binId, url));
      return {};
    },

    async 'desktop.saveAuthority'() {
      const pem = authorityPem();
      if (pem === undefined) throw new CommandError('not_found', 'There is no certificate authority yet.');
      const { canceled, filePath } = await dialog.showSaveDialog(parentWindow(), {
        defaultPath: 'hookbench-authority.crt',
        filters: [{ name: 'Certificate', extensions: ['crt', 'pem'] }],
      });
      if (canceled || filePath === '') return {};
      try {
        await writeFile(filePath, pem);
      } catch (error) {
        throw new CommandError('unavailable', `The certificate could not be written: ${messageOf(error)}`);
      }
      return { path: filePath };
    },

    'desktop.copyControlToken'() {
      const token = controlToken();
      if (token === undefined) {
        return Promise.reject(
          new CommandError('unavailable', 'The control server is off; switch it on first.'),
        );
      }
      void clipboard.writeText(token);
      return Promise.resolve({});
    },
  };
}

/** Asks where to, and writes there; no `path` when the user gave up. */
async function saveAs(
  what: string,
  suggestedName: string,
  write: (path: string) => Promise<void>,
): Promise<{ path?: string }> {
  const { canceled, filePath } = await dialog.showSaveDialog(parentWindow(), {
    defaultPath: safeFileName(suggestedName),
  });
  if (canceled || filePath === '') return {};
  try {
    await write(filePath);
  } catch (error) {
    throw new CommandError('unavailable', `${what} could not be written to ${filePath}: ${messageOf(error)}`);
  }
  return { path: filePath };
}

/** A name from captured data: no folders, no control or bidi characters, no leading dots, not too long. */
function safeFileName(name: string): string {
  const safe = basename(name.replaceAll('\\', '/'))
    .replace(/[\p{C}<>:"|?*]/gu, '')
    .replace(/^\.+|[. ]+$/g, '')
    .slice(0, 120);
  return safe === '' ? 'body.bin' : safe;
}

/** Dialogs belong to the window. */
function parentWindow() {
  const [window] = BrowserWindow.getAllWindows();
  if (window === undefined) throw new CommandError('unavailable', 'The window is closed.');
  return window;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
