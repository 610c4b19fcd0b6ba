import type { Account } from './world';

const user = (login: string, id: number, name: string): Account => ({
  login,
  id,
  type: 'User',
  name,
  email: `${login}@demo-company.example`,
});

export const organization: Account = {
  login: 'demo-company',
  id: 148_201_001,
  type: 'Organization',
  name: 'Demo Company',
  email: 'hello@demo-company.example',
};
export const people = {
  alice: user('alice-demo', 148_201_011, 'Alice Andersen'),
  bob: user('bob-demo', 148_201_012, 'Bob Baker'),
  dave: user('dave-demo', 148_201_014, 'Dave Dunn'),
  erin: user('erin-demo', 148_201_015, 'Erin Engel'),
};
/** Owner of the token that the bot uses. */
export const machineUser = user('countersign-demo', 148_201_019, 'Countersign');

export const actionsBotAccount: Account = {
  login: 'github-actions[bot]',
  id: 41_898_282,
  type: 'Bot',
  name: 'github-actions[bot]',
  email: '41898282+github-actions[bot]@users.noreply.github.com',
};
