/**
 * `npm run fuzz -- --inputs 1000000 [--seed N]`: texts with mistakes, by tokens and by bytes, read as FQL and FSL. Prints every text that
 * makes the reader throw or takes it longer than a second, and ends with 1 if there is one.
 */
import { Command } from 'commander';
import { findDefect, fuzzTexts } from './fuzzing.ts';

const { inputs, seed } = new Command('fuzz')
  .description('Reads texts with mistakes and looks for exceptions and hangs.')
  .option('--inputs <count>', 'how many texts', Number, 20_000)
  .option('--seed <number>', 'the same seed gives the same texts', Number, 1)
  .parse()
  .opts<{ inputs: number; seed: number }>();

let count = 0;
let defects = 0;
const from = performance.now();
for (const input of fuzzTexts(seed, inputs)) {
  const defect = findDefect(input);
  if (defect) {
    defects++;
    console.log(`${defect}: ${JSON.stringify(input.text)}`);
  }
  if (++count % 10_000 === 0)
    console.log(
      `${count} of ${inputs}, ${defects} defects, ${((performance.now() - from) / 1000).toFixed(0)} s`,
    );
}
console.log(`${count} inputs, seed ${seed}: ${defects} defects`);
process.exitCode = defects > 0 ? 1 : 0;
