/** The floors under the figures of `npm run conformance`: what has been reached is not to be lost. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './steps.ts';
import type { Tally } from './test.ts';

/** The smallest part of the cases that has to pass, by the name of the line that the runner prints. */
const floors: Record<string, number> = {
  'parse acceptance': 1,
  'parse semantic errors': 1,
  'parse-extra acceptance': 1,
  'parse-mutated acceptance': 1,
  'parse-mutated syntax-error position': 0.99,
  tree: 1,
  render: 1,
  type: 0.99,
  completion: 0.97,
  identifier: 1,
  eval: 0.93,
  'eval-server': 0.95,
  http: 0.74,
  'http-server': 0.82,
  v4: 0.66,
};

/** Prints the figures of all case files; each floor that is kept counts as passed. @param folder with the case files */
export async function checkConformance(folder: string): Promise<Tally> {
  if (!existsSync(folder)) {
    console.log(`  There is no ${folder}.`);
    return { passed: 0, failed: 1 };
  }
  const { output } = await run(process.execPath, [join('test', 'conformance', 'run.ts'), folder], {
    show: true,
  });
  const figures = figuresOf(output);
  const tally: Tally = { passed: 0, failed: 0 };
  for (const [name, floor] of Object.entries(floors)) {
    const reached = figures.get(name) ?? 0;
    if (reached >= floor) {
      tally.passed++;
    } else {
      tally.failed++;
      console.log(`  ${name}: ${percent(reached)}, and it has to be ${percent(floor)}`);
    }
  }
  return tally;
}

/** The parts that passed, by `file` and by `file kind` for its sub-lines. */
function figuresOf(output: string): Map<string, number> {
  const figures = new Map<string, number>();
  let file = '';
  for (const [, indent, name = '', passed, total] of output.matchAll(
    /^( {2})?([^:\n]+): (\d+) of (\d+)$/gm,
  )) {
    if (indent === undefined) file = name;
    figures.set(indent === undefined ? name : `${file} ${name}`, Number(passed) / Math.max(Number(total), 1));
  }
  return figures;
}

const percent = (part: number) => `${(part * 100).toFixed(1)} %`;
