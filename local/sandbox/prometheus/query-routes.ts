import { Hono, type Context } from 'hono';
import type { ServerEnv } from '../../kit/server-env';
import { presentInstant, presentRange, successAnswer } from './answers';
import { evaluate } from './promql/evaluate';
import { durationSeconds, parsePromql } from './promql/parse';
import { PromqlError } from './promql/syntax';
import type { Services } from './services';

const most = 11_000;

/** `query` and `query_range`, by GET and by form. */
export function queryRoutes(services: Services, now: () => number): Hono<ServerEnv> {
  const instant = async (c: Context<ServerEnv>) => {
    const parameters = await parametersOf(c);
    const at = moment(parameters, 'time', now() / 1000);
    return successAnswer(presentInstant(evaluate(expressionOf(parameters), services.series(), at), at));
  };
  const range = async (c: Context<ServerEnv>) => {
    const parameters = await parametersOf(c);
    const [start, end] = [moment(parameters, 'start'), moment(parameters, 'end')];
    if (end < start) throw invalid('end', 'end timestamp must not be before start time');
    const step = stepOf(parameters.get('step') ?? '');
    if ((end - start) / step > most)
      throw new PromqlError(
        'exceeded maximum resolution of 11,000 points per timeseries. Try decreasing the query resolution (?step=XX)',
      );
    const expression = expressionOf(parameters);
    const series = services.series();
    const moments = Array.from({ length: Math.floor((end - start) / step) + 1 }, (_, index) => start + index * step);
    return successAnswer(presentRange(moments.map((at) => ({ at, value: evaluate(expression, series, at) }))));
  };
  return new Hono<ServerEnv>().on(['GET', 'POST'], '/query', instant).on(['GET', 'POST'], '/query_range', range);
}

/** Those of the query string and, on POST, of the form. */
async function parametersOf(c: Context<ServerEnv>): Promise<URLSearchParams> {
  const parameters = new URL(c.req.url).searchParams;
  if (c.req.method === 'POST' && c.req.header('content-type')?.startsWith('application/x-www-form-urlencoded'))
    for (const [name, value] of new URLSearchParams(await c.req.text())) parameters.set(name, value);
  return parameters;
}

const invalid = (name: string, message: string) => new PromqlError(`invalid parameter "${name}": ${message}`);

function expressionOf(parameters: URLSearchParams) {
  try {
    return parsePromql(parameters.get('query') ?? '');
  } catch (cause) {
    if (cause instanceof PromqlError && cause.type === 'bad_data') throw invalid('query', cause.message);
    throw cause;
  }
}

/** @returns seconds since 1970 */
function moment(parameters: URLSearchParams, name: string, otherwise?: number): number {
  const given = parameters.get(name) ?? '';
  if (given === '' && otherwise !== undefined) return Math.round(otherwise * 1000) / 1000;
  const seconds = /^-?\d+(\.\d+)?$/.test(given)
    ? Number(given)
    : /^\d{4}-\d\d-\d\dT/.test(given)
      ? Date.parse(given) / 1000
      : NaN;
  if (Number.isNaN(seconds)) throw invalid(name, `cannot parse "${given}" to a valid timestamp`);
  return seconds;
}

function stepOf(given: string): number {
  const seconds = /^(\d+(ms|[smhdwy]))+$/.test(given) ? durationSeconds(given) : given === '' ? NaN : Number(given);
  if (Number.isNaN(seconds)) throw invalid('step', `cannot parse "${given}" to a valid duration`);
  if (seconds <= 0)
    throw invalid('step', 'zero or negative query resolution step widths are not accepted. Try a positive integer');
  return seconds;
}
