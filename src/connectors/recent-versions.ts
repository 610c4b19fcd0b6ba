import { type Service } from '../model/company';
import { type Connectors } from './types';
import { VendorError } from './vendor-error';

/** A field that is being typed in is answered within 3 s, on the way there and back too. */
const PATIENCE_MS = 1_500;
const FRESH_MS = 60_000;
const MOST = 50;

/**
 * The versions that fields offer: asked of the CI/CD vendor once a minute for each service, however much is typed. A vendor
 * that does not answer in time has offered nothing yet; what it answers later is there for the next key.
 */
export function recentVersions(
  ciCd: Connectors['ciCd'],
  clock = Date.now,
  patienceMs = PATIENCE_MS,
): (service: Service) => Promise<string[]> {
  const known = new Map<string, { until: number; versions: Promise<string[]> }>();
  const ask = async ({ deploy, repository }: Service) => (await ciCd(deploy.connector)).versions(repository, MOST);
  return async (service) => {
    const before = known.get(service.id);
    const fresh = before && before.until > clock() ? before : { until: clock() + FRESH_MS, versions: ask(service) };
    known.set(service.id, fresh);
    fresh.versions.catch(() => known.get(service.id) === fresh && known.delete(service.id));
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<string[]>((resolve) => {
      timer = setTimeout(() => resolve([]), patienceMs);
    });
    try {
      return await Promise.race([fresh.versions, late]);
    } catch (error) {
      if (error instanceof VendorError) return [];
      throw error;
    } finally {
      clearTimeout(timer);
    }
  };
}
