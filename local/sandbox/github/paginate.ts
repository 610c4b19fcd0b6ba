import type { GitHubRequest } from './env';

/**
 * One page of a list, with the `link` header to the others (docs.github.com/rest/using-the-rest-api/using-pagination-in-the-rest-api).
 * `per_page` is 30 unless asked otherwise, 100 at most.
 */
export function paginate<T>(c: GitHubRequest, items: T[]): T[] {
  const size = Math.min(positive(c.req.query('per_page'), 30), 100);
  const page = positive(c.req.query('page'), 1);
  const last = Math.max(1, Math.ceil(items.length / size));
  const link = (to: number, rel: string) => {
    const url = new URL(c.req.url);
    url.searchParams.set('page', String(to));
    return `<${url.href}>; rel="${rel}"`;
  };
  const links = [
    ...(page > 1 ? [link(Math.min(page - 1, last), 'prev')] : []),
    ...(page < last ? [link(page + 1, 'next'), link(last, 'last')] : []),
    ...(page > 1 ? [link(1, 'first')] : []),
  ];
  if (links.length) c.header('link', links.join(', '));
  return items.slice((page - 1) * size, page * size);
}

function positive(given: string | undefined, otherwise: number): number {
  const value = Number(given);
  return Number.isInteger(value) && value > 0 ? value : otherwise;
}
