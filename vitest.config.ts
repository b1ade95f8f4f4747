import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['packages/*/{src,test}/**/*.test.ts'],
    // What a terminal or a CI job sets must not change what is printed under test.
    env: { NO_COLOR: '', FORCE_COLOR: '', GITHUB_STEP_SUMMARY: '', COLUMNS: '' },
  },
});
