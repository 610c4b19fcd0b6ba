import { excerpt } from '../../../src/connectors/http/excerpt';

it('a YAML block in an error body is hidden, what follows it is not', () => {
  expect(excerpt('bad values\npassword: |\n  hunter2\n  more\nreplicas: 2')).toBe(
    'bad values password: *** replicas: 2',
  );
});

it('a secret that a control character tears apart is hidden', () => {
  expect(excerpt('password\u0000= hunter2')).toBe('password = ***');
});

it('a body cut off within a quoted secret shows nothing of it', () => {
  expect(excerpt(`{"password":"${'correct horse '.repeat(300)}"}`)).toBe('{"password":"***');
});
