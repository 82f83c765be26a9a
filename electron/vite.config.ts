import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { defineConfig } from 'vite';

const here = import.meta.dirname;

/** The main process and everything else that runs on Node: each entry is a program or a worker of its own. */
export default defineConfig({
  root: here,
  build: {
    ssr: true,
    target: 'node20.18',
    outDir: join(here, '../out/electron'),
    emptyOutDir: true,
    minify: false,
    sourcemap: true,
    rolldownOptions: {
      input: {
        main: join(here, 'main.ts'),
        cli: join(here, 'cli.ts'),
        'store-worker': join(here, 'engine/store/store-worker.ts'),
        'decode-worker': join(here, 'engine/decode/decode-worker.ts'),
        'compute-worker': join(here, 'engine/respond/compute-worker.ts'),
        'tunnel-process': join(here, 'engine/tunnel/tunnel-process.ts'),
      },
      output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      external: ['electron', /^node:/, ...builtinModules],
    },
  },
});
