import { type Tools } from './command';

/** An environment that the company file does not list counts as production. */
export function isProduction(environment: string, { company }: Pick<Tools, 'company'>): boolean {
  return company.environments.find(({ id }) => id === environment)?.production ?? true;
}
