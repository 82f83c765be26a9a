import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{shared,electron,renderer,e2e,scripts}/**/*.test.{ts,mjs}'],
    environment: 'node',
    // Two cores: more workers only make each other's sockets wait.
    maxWorkers: 2,
    dangerouslyIgnoreUnhandledErrors: false,
  },
});
