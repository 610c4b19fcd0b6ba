import { type CommandSpec } from '../../src/model/command-spec';
import { type ParseContext } from '../../src/parser/parse-context';

const deploy: CommandSpec = {
  name: 'deploy',
  summary: 'Deploy a service',
  example: '/deploy order-service v2.4.1 staging',
  arguments: [
    { name: 'service', kind: 'service' },
    { name: 'version', kind: 'text' },
    { name: 'environment', kind: 'environment' },
  ],
  options: [],
  changes: true,
};

const scale: CommandSpec = {
  name: 'scale',
  summary: 'Scale a service',
  example: '/scale order-service 5 staging',
  arguments: [
    { name: 'service', kind: 'service' },
    { name: 'replicas', kind: 'count' },
    { name: 'environment', kind: 'environment' },
  ],
  options: [],
  changes: true,
};

const logs: CommandSpec = {
  name: 'logs',
  summary: 'Show logs',
  example: '/logs order-service',
  arguments: [
    { name: 'service', kind: 'service' },
    { name: 'environment', kind: 'environment', optional: true },
  ],
  options: [
    { name: 'last', kind: 'text', summary: 'how far back' },
    { name: 'grep', kind: 'text', summary: 'only lines with this' },
    { name: 'follow', kind: 'flag', summary: 'go on' },
  ],
  changes: false,
};

const help: CommandSpec = {
  name: 'help',
  summary: 'Help',
  example: '/help deploy',
  arguments: [{ name: 'command', kind: 'command', optional: true }],
  options: [],
  changes: false,
};

/** Commands with every kind of argument and option there is, and the demo company's names. */
export const context: ParseContext = {
  commands: [deploy, scale, logs, help],
  services: ['order-service', 'payment-service', 'api-gateway'],
  environments: ['development', 'staging', 'production'],
};
