import { withoutName, type Labels, type Sample } from './vector';

/** Prometheus' `histogram_quantile` over classic buckets: linear within the bucket, NaN without observations or `+Inf`. */
export function histogramQuantile(quantile: number, samples: Sample[]): Sample[] {
  const groups = new Map<string, { labels: Labels; buckets: { le: number; count: number }[] }>();
  for (const { labels, value } of samples) {
    const { le, ...rest } = withoutName(labels);
    if (le === undefined) continue;
    const key = JSON.stringify(Object.entries(rest).sort());
    const group = groups.get(key) ?? { labels: rest, buckets: [] };
    group.buckets.push({ le: le === '+Inf' ? Infinity : Number(le), count: value });
    groups.set(key, group);
  }
  return [...groups.values()].map(({ labels, buckets }) => ({ labels, value: interpolate(quantile, buckets) }));
}

function interpolate(quantile: number, unsorted: { le: number; count: number }[]): number {
  const buckets = [...unsorted].sort((a, b) => a.le - b.le);
  const total = buckets.at(-1);
  if (buckets.length < 2 || total?.le !== Infinity || total.count === 0) return NaN;
  const rank = quantile * total.count;
  const index = buckets.findIndex(({ count }) => count >= rank);
  if (index === buckets.length - 1) return buckets[index - 1]!.le;
  const below = buckets[index - 1] ?? { le: 0, count: 0 };
  const { le, count } = buckets[index]!;
  return below.le + (le - below.le) * ((rank - below.count) / (count - below.count));
}
