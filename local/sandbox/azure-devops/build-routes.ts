import { Hono } from 'hono';
import { ApiError } from './api-error';
import { type Build, buildsOf, presentBuild, queuedAt } from './builds';
import type { AzureDevOpsEnv, AzureDevOpsParts, AzureDevOpsRequest } from './env';
import { listOf } from './present-basics';
import { logLines, presentTimeline } from './timeline';

/** `_apis/build/builds`: runs of pipelines, their timelines and logs. */
export function buildRoutes(parts: AzureDevOpsParts): Hono<AzureDevOpsEnv> {
  const buildOf = (c: AzureDevOpsRequest): Build => {
    const id = Number(c.req.param('build'));
    const found = buildsOf(parts).find((build) => build.id === id);
    if (found) return found;
    throw new ApiError(
      404,
      `The requested build ${c.req.param('build')} could not be found.`,
      'BuildNotFoundException',
    );
  };
  return new Hono<AzureDevOpsEnv>()
    .get('/', (c) => {
      const { buildIds, definitions, minTime, $top, continuationToken } = c.req.query();
      const ids = buildIds?.split(',').map(Number);
      const pipelines = definitions?.split(',').map(Number);
      const found = buildsOf(parts).filter(
        (build) =>
          (ids?.includes(build.id) ?? true) &&
          (pipelines?.includes(build.workflow.id) ?? true) &&
          (minTime === undefined || queuedAt(build) >= Date.parse(minTime)),
      );
      const skip = Number(continuationToken ?? 0);
      const size = Number($top ?? 1000);
      if (found.length > skip + size) c.header('x-ms-continuationtoken', String(skip + size));
      return c.json(listOf(found.slice(skip, skip + size).map((build) => presentBuild(build, parts))));
    })
    .get('/:build', (c) => c.json(presentBuild(buildOf(c), parts)))
    .patch('/:build', async (c) => {
      const build = buildOf(c);
      const { status } = await c.req.json<{ status?: string }>().catch(() => ({ status: undefined }));
      if (status !== 'cancelling')
        throw new ApiError(400, 'Value cannot be null.\r\nParameter name: build', 'ArgumentNullException');
      if (build.run && build.progress?.status !== 'completed') parts.store.cancel(build.run);
      return c.json(presentBuild(buildOf(c), parts));
    })
    .get('/:build/timeline', (c) => {
      const { progress, ...build } = buildOf(c);
      return progress && progress.status !== 'queued'
        ? c.json(presentTimeline({ ...build, progress }))
        : c.body(null, 204);
    })
    .get('/:build/logs/:log', (c) => {
      const { progress } = buildOf(c);
      const lines = progress && logLines(progress, Number(c.req.param('log')));
      if (!lines)
        throw new ApiError(404, `The log ${c.req.param('log')} could not be found.`, 'BuildLogNotFoundException');
      return c.req.header('accept')?.includes('json') ? c.json(listOf(lines)) : c.text(`${lines.join('\n')}\n`);
    });
}
