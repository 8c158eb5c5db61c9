/** Percentiles of samples, in the samples' unit. */
export interface Summary {
  samples: number;
  p50: number;
  p95: number;
  p99: number;
}

export function summarize(samples: readonly number[]): Summary {
  const sorted = [...samples].sort((a, b) => a - b);
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
  return { samples: sorted.length, p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}

export function median(samples: readonly number[]): number {
  return summarize(samples).p50;
}

/** `p50 / p95 / p99`; `–` without samples. */
export function percentiles({ samples, p50, p95, p99 }: Summary): string {
  return samples === 0 ? '–' : [p50, p95, p99].map((value) => value.toFixed(1)).join(' / ');
}
