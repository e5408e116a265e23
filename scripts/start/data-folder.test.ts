import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryTree } from '../../test/helpers/temporary-tree.ts';
import { developmentSecret, takeStore } from './data-folder.ts';

test('a store that a living process has is refused; when that process is killed it can be taken', async () => {
  const file = join(temporaryTree(), 'new/demo.sqlite');
  const module = JSON.stringify(new URL('./data-folder.ts', import.meta.url).href);
  const code = `import(${module}).then((m) => { m.takeStore(${JSON.stringify(file)}); console.log('has it'); setInterval(() => {}, 1e6); });`;
  const other = spawn(process.execPath, ['-e', code], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void other.kill('SIGKILL'));
  await once(other.stdout, 'data');
  expect(() => takeStore(file)).toThrow(`${file} is in use by another Itinera`);

  other.kill('SIGKILL');
  await once(other, 'exit');
  takeStore(file)();
  takeStore(file)();
});

test('the development secret is made once, is long, and is its owner’s alone', () => {
  const folder = temporaryTree();
  const secret = developmentSecret(folder);
  expect(secret).toMatch(/^[0-9a-f]{64}$/);
  expect(developmentSecret(folder)).toBe(secret);
  expect(statSync(join(folder, 'development-secret')).mode & 0o777).toBe(0o600);
  expect(developmentSecret(temporaryTree())).not.toBe(secret);
});
