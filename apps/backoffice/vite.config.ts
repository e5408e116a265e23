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
  // `npm run dev -w apps/backoffice` beside a running `npm start`.
  server: { proxy: { '/api': 'http://127.0.0.1:4301', '/map': 'http://127.0.0.1:4301' } },
});
