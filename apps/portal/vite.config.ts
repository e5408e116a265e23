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
          // Exactly one style attribute: that of SvelteKit's own announcer of page changes.
          'style-src-attr': ['unsafe-hashes', 'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo='],
          'img-src': ['self', 'data:'],
          'connect-src': ['self'],
          'worker-src': ['self'],
          'object-src': ['none'],
          'base-uri': ['none'],
          'form-action': ['self'],
          'frame-ancestors': ['none'],
        },
      },
      version: { pollInterval: 0 },
    }),
  ],
  environments: {
    client: {
      build: {
        rolldownOptions: {
          output: {
            codeSplitting: {
              groups: [
                // These run before the framework knows the application's version, so nothing else may be with them.
                { name: 'first', test: /client[\\/]payload\.js$|preload-helper/, priority: 1 },
                { name: 'shared', minShareCount: 5 },
              ],
            },
          },
        },
      },
    },
  },
});
