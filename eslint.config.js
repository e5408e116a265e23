import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import itinera from './scripts/checks/lint-rules.mjs';

/**
 * The rules of components and of JavaScript. Those of TypeScript are oxlint's (.oxlintrc.json), which reads it in a fifth of
 * the time and asks the compiler written in Go; svelte-check sees the types of components and what their compiler warns
 * of. What has promises to wait for belongs into a .ts file beside the component.
 */
export default ts.config(
  {
    ignores: [
      '**/node_modules/',
      '**/paraglide/',
      '**/project.inlang/',
      '**/.svelte-kit/',
      '**/build/',
      '**/dist/',
      '**/static/',
      'var/',
      'coverage/',
      'test-results/',
      'data/',
      'packages/db/migrations/',
      '**/*.ts',
      '!**/*.svelte.ts',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  ts.configs.recommended,
  svelte.configs.recommended,
  {
    plugins: { itinera },
    languageOptions: { globals: globals.node },
    rules: {
      'itinera/disable-with-reason': 'error',
      'itinera/no-star-export': 'error',
      eqeqeq: 'error',
      'no-unexpected-multiline': 'off', // prettier sets every semicolon
      'no-console': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['apps/*/src/**'],
    languageOptions: { globals: { ...globals.browser, ...globals.node } },
  },
  {
    files: ['**/*.svelte'],
    languageOptions: { parserOptions: { parser: ts.parser } },
    rules: {
      'svelte/no-at-html-tags': 'error',
      'svelte/no-navigation-without-resolve': 'off', // neither application has a base path
      'prefer-const': 'off', // `let` of a rune changes without an assignment in sight
    },
  },
  { files: ['**/*.svelte.ts'], languageOptions: { parser: ts.parser } },
  {
    files: ['**/*.{js,mjs,cjs}'],
    rules: { 'no-console': 'off', '@typescript-eslint/no-require-imports': 'off' },
  },
);
