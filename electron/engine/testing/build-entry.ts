import { createHash } from 'node:crypto';
import { access, mkdir, rename, writeFile } from 'node:fs/promises';
import { basename, isAbsolute, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const projectRoot = fileURLToPath(new URL('../../..', import.meta.url));
// Inside node_modules, so that the packages the program imports are found from there.
const outDir = join(projectRoot, 'node_modules/.cache/hookbench-entries');
const built = new Map<string, Promise<string>>();

/**
 * Bundles a TypeScript entry (a worker or a program) to one JavaScript file that plain Node runs, packages left out of
 * the bundle, and resolves with the file's absolute path. `entry` is an absolute path or a `file:` URL.
 */
export function buildEntry(entry: URL | string): Promise<string> {
  const path = entry instanceof URL || entry.startsWith('file:') ? fileURLToPath(entry) : entry;
  const known = built.get(path);
  if (known !== undefined) return known;
  const result = bundle(path);
  built.set(path, result);
  return result;
}

async function bundle(path: string): Promise<string> {
  const output = await build({
    configFile: false,
    root: projectRoot,
    logLevel: 'error',
    build: {
      ssr: path,
      target: 'node20.18',
      write: false,
      minify: false,
      sourcemap: 'inline',
      rolldownOptions: {
        external: (id) => !id.startsWith('.') && !isAbsolute(id),
        output: { format: 'es', codeSplitting: false },
      },
    },
  });
  if (Array.isArray(output) || !('output' in output)) throw new Error(`${path} was built in an unknown way`);
  const code = output.output[0].code;
  const hash = createHash('sha256').update(code).digest('hex').slice(0, 16);
  const file = join(outDir, `${basename(path, '.ts')}-${hash}.mjs`);
  const isThere = await access(file).then(
    () => true,
    () => false,
  );
  if (isThere) return file;
  // Test files run side by side: each writes its own copy, and the rename makes one of them the file.
  const temporary = `${file}.${process.pid}`;
  await mkdir(outDir, { recursive: true });
  await writeFile(temporary, code);
  await rename(temporary, file);
  return file;
}
