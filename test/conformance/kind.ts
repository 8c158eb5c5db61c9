/** What the conformance runner needs to know of one kind of case file (`parse`, `tree`, `eval` …). */
export interface Kind<Case = unknown> {
  /** The cases in a parsed file; files differ in how they wrap them. */
  cases(file: unknown): Case[];
  /** Prepares what all cases of a folder share (environments, a running engine). Called once per file. */
  open(folder: string, file: unknown): Promise<Session<Case>> | Session<Case>;
}

export interface Session<Case> {
  run(testCase: Case): Promise<Outcome> | Outcome;
  close?(): Promise<void> | void;
}

/** The result of one case. `parts` are the sub-lines (`acceptance`, `error span` …) that the case counts in. */
export interface Outcome {
  passed: boolean;
  parts?: Record<string, boolean>;
  /** Shown with `--failures`. */
  input: unknown;
  expected: unknown;
  actual: unknown;
}
