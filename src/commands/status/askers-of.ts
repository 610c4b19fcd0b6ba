import { visibleTo } from '../audit/visible-to';
import { type Asked, type DirectTools } from '../command';
import { inTime, type Reading } from '../in-time';

/** Person IDs by the address of the run that they asked for. */
export type Askers = (url: string | undefined) => string | undefined;

const DAYS = 90;
/** Of each action, the newest. */
const MOST = 20;

/** Who asked us for the runs that deployed a service, as far as the asker of now may know: the vendor knows our account alone. */
export async function askersOf(
  service: string,
  { person, now }: Asked,
  { auditIndex, company }: DirectTools,
): Promise<Reading<Askers>> {
  const may = visibleTo(company, person);
  return inTime('The audit index', async () => {
    const pages = await Promise.all(
      ['deploy', 'rollback'].map((action) =>
        auditIndex.find({
          service,
          action,
          from: new Date(now.getTime() - DAYS * 86_400_000),
          to: new Date(now.getTime() + 1),
          without: [],
          words: [],
          visible: (entry) => entry.run !== undefined && may(entry),
          most: MOST,
        }),
      ),
    );
    const runs = pages.flatMap(({ entries }) => entries);
    return (url) => runs.find(({ run = '' }) => url === run || url?.startsWith(`${run}/`))?.user.slice(1);
  });
}
