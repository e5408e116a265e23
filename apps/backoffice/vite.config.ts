import adapter from '@sveltejs/adapter-static';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';

/** A single-page app: every address is answered with one shell, which the API serves. */
export default defineConfig({
  plugins: [
    sveltekit({
      // A page registers it where somebody says that their days are kept on this phone.
      serviceWorker: { register: false },
      adapter: adapter({ pages: 'build', fallback: 'index.html', precompress: true }),
    }),
  ],
  // The server hands the files to browsers as they are; data: addresses would need a wider policy.
  build: { assetsInlineLimit: 0 },
  environments: {
    client: {
      build: {
        rolldownOptions: {
          output: {
            codeSplitting: {
              groups: [
                // These run before the framework knows the application's version, so nothing else may be with them.
                { name: 'first', test: /client[\\/]payload\.js$|preload-helper/, priority: 1 },
                // One file for what many pages share; left alone, a page asks for twice as many, most below 1 KB.
                { name: 'shared', minShareCount: 8 },
              ],
            },
          },
        },
      },
    },
  },
  // `npm run dev -w apps/backoffice` beside a running `npm start`.
  server: { proxy: { '/api': 'http://127.0.0.1:4301', '/map': 'http://127.0.0.1:4301' } },
});
