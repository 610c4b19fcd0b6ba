import { type Service } from '../model/company';
import { type Tools } from './command';

/** @throws Error when the company file has no such service, which the parser rules out */
export function serviceOf(id: string, { company }: Tools): Service {
  const found = company.services.find((service) => service.id === id);
  if (!found) throw new Error(`The company file has no service ${id}.`);
  return found;
}
