import { objectsOf } from '../cards/walk';
import { isObject, type Json } from '../state/model';

/** A body with cards for the Playground, which asks no app what a menu may offer: there, what can be offered is typed. */
export function plainInputs(body: string): string {
  if (!body.includes('"choices.data"')) return body;
  const sent = JSON.parse(body) as Json;
  for (const input of objectsOf(sent)) {
    if (!isObject(input['choices.data'])) continue;
    for (const name of ['choices.data', 'choices', 'style']) delete input[name];
    input.type = 'Input.Text';
  }
  return JSON.stringify(sent);
}
