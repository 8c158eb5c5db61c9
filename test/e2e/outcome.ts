/** What a Mocha run gave, as plain data that also fits into a file. */
import type Mocha from 'mocha';

export interface TestOutcome {
  title: string;
  state: 'passed' | 'failed' | 'pending';
  milliseconds?: number;
  error?: string;
}

export interface Outcome {
  /** Whether Mocha came to its end. An exit code alone proves nothing: it is 0, too, when the host is killed. */
  finished: boolean;
  tests: TestOutcome[];
  /** Which VS Code the tests ran in, where they know it. */
  editor?: string;
}

/** Runs what was added to `mocha`. Resolves at the end, however many tests have failed. */
export function runMocha(mocha: Mocha): Promise<Outcome> {
  const tests: TestOutcome[] = [];
  return new Promise((resolve) => {
    const runner = mocha.run(() => resolve({ finished: true, tests }));
    runner.on('pass', (test) =>
      tests.push({ title: test.fullTitle(), state: 'passed', milliseconds: test.duration }),
    );
    runner.on('pending', (test) => tests.push({ title: test.fullTitle(), state: 'pending' }));
    runner.on('fail', (test, error: unknown) =>
      tests.push({
        title: test.fullTitle(),
        state: 'failed',
        milliseconds: test.duration,
        error: textOf(error),
      }),
    );
  });
}

function textOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
