/** Commands, settings and files of the manifest are those that the code has. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };

const client = join(import.meta.dirname, '../../client');
const code = readdirSync(client, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(join(client, name), 'utf8'))
  .join('\n');

const { commands, configuration, keybindings, menus } = manifest.contributes;

test('each command of the manifest is registered', () => {
  const registered = [...code.matchAll(/registerCommand\(\s*'([^']+)'/g)].map(([, name]) => name);
  expect(commands.map(({ command }) => command).filter((name) => !registered.includes(name))).toEqual([]);
});

test('keys and menus name commands that exist', () => {
  const names = commands.map(({ command }) => command);
  const used = [...keybindings, ...Object.values(menus).flat()].map(({ command }) => command);
  expect(used.filter((name) => !names.includes(name))).toEqual([]);
});

test('keys are bound in FQL editors only', () => {
  for (const { when } of keybindings) expect(when).toContain('editorLangId == fql');
});

test('each setting is read somewhere', () => {
  // The language client reads the trace setting, the language server those of its features.
  const readElsewhere = ['fql.trace.server', 'fql.inlayHints.enabled'];
  const unread = Object.keys(configuration.properties).filter((name) => {
    const section = name.slice(0, name.lastIndexOf('.'));
    const key = name.slice(name.lastIndexOf('.') + 1);
    return !(code.includes(`getConfiguration('${section}'`) && code.includes(`'${key}'`));
  });
  expect(unread.toSorted()).toEqual(readElsewhere.toSorted());
});

test('no setting holds a secret', () => {
  expect(
    Object.keys(configuration.properties).filter((name) => /secret|key|token|password/i.test(name)),
  ).toEqual([]);
});
