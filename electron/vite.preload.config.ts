import { join } from 'node:path';
import { defineConfig } from 'vite';

const here = import.meta.dirname;

/** A sandboxed preload script is one CommonJS file. */
export default defineConfig({
  root: here,
  build: {
    ssr: true,
    target: 'node20.18',
    outDir: join(here, '../out/preload'),
    emptyOutDir: true,
    minify: false,
    sourcemap: true,
    rolldownOptions: {
      input: join(here, 'preload.ts'),
      output: { format: 'cjs', entryFileNames: 'preload.cjs' },
      external: ['electron'],
    },
  },
  ssr: { noExternal: true },
});
