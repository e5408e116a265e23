import adapter from '@sveltejs/adapter-node';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [
    sveltekit({
      // A prefix of its own keeps stray HOST_HEADER, ORIGIN and the like in the environment from being obeyed.
      adapter: adapter({ envPrefix: 'PORTAL_KIT_' }),
      csp: {
        mode: 'nonce',
        directives: {
          'default-src': ['self'],
          'script-src': ['self'],
          'style-src': ['self'],
          'img-src': ['self', 'data:'],
          'connect-src': ['self'],
          'worker-src': ['self'],
          'object-src': ['none'],
          'base-uri': ['none'],
          'form-action': ['self'],
          'frame-ancestors': ['none'],
        },
      },
      // The same sources make the same bundle: the figures of the bench and the caches of browsers hold.
      version: { name: process.env.npm_package_version ?? 'development', pollInterval: 0 },
    }),
  ],
});
