import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [
    {
      // Rule pages are imported as text, as the build does.
      name: 'markdown-as-text',
      transform(code, id) {
        return id.endsWith('.md') ? { code: `export default ${JSON.stringify(code)};`, map: null } : undefined;
      },
    },
  ],
  test: {
    include: ['packages/*/{src,test}/**/*.test.ts'],
    // A busy machine is no failure: no test asserts a time.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // What a terminal or a CI job sets must not change what is printed under test.
    env: { NO_COLOR: '', FORCE_COLOR: '', GITHUB_STEP_SUMMARY: '', COLUMNS: '' },
  },
});
