/** The import table of docs/architecture.md. Each rule names a room and forbids what its row does not list. */
const only = (name, from, allowed, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: { path: '^(src|functions|cli|local|test|cards)/', pathNot: allowed },
});

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true, dependencyTypesNot: ['type-only'] } },
    only('model', '^src/model/', ['^src/model/'], 'model imports nothing'),
    only('parser', '^src/parser/', ['^src/(parser|model)/']),
    only('policy', '^src/policy/', ['^src/(policy|model)/']),
    only('commands', '^src/commands/', [
      '^src/(commands|model|views|policy|stats|plots)/',
      '^src/parser/(time-window|write-line)',
      '^src/connectors/(types|[a-z-]+)\\.ts$',
      '^src/(state|audit|electorate)/',
    ]),
    {
      name: 'commands-take-their-tools-as-types',
      severity: 'error',
      from: { path: '^src/commands/' },
      to: {
        path: '^src/(connectors|state|audit|electorate)/',
        pathNot: '^src/connectors/vendor-error',
        dependencyTypesNot: ['type-only'],
      },
    },
    only('platforms-shared', '^src/platforms/shared/', [
      '^src/platforms/shared/',
      '^src/platforms/platform\\.ts$',
      '^src/model/',
    ]),
    only('slack', '^src/platforms/slack/', [
      '^src/platforms/(slack|shared)/',
      '^src/platforms/(platform|chat-error)\\.ts$',
      '^src/model/',
    ]),
    only('teams', '^src/platforms/teams/', [
      '^src/platforms/(teams|shared)/',
      '^src/platforms/(platform|chat-error)\\.ts$',
      '^src/model/',
      '^cards/',
    ]),
    only('discord', '^src/platforms/discord/', [
      '^src/platforms/(discord|shared)/',
      '^src/platforms/(platform|chat-error)\\.ts$',
      '^src/model/',
    ]),
    only('console', '^src/platforms/console/', [
      '^src/platforms/(console|shared)/',
      '^src/platforms/(platform|chat-error)\\.ts$',
      '^src/model/',
    ]),
    only('cli', '^cli/', ['^cli/', '^src/(model|commands)/', '^src/platforms/shared/']),
    only('orchestrators', '^src/orchestrators/', ['^src/(orchestrators|model|policy)/', '^src/activities/']),
    {
      name: 'orchestrators-take-activities-as-types',
      severity: 'error',
      from: { path: '^src/orchestrators/' },
      to: { path: '^src/activities/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'orchestrators-touch-nothing-outside',
      severity: 'error',
      from: { path: '^src/orchestrators/' },
      to: { dependencyTypes: ['core', 'npm', 'npm-dev'], pathNot: 'node_modules/durable-functions' },
    },
    only('connectors', '^src/connectors/', ['^src/(connectors|model|telemetry)/']),
    only('telemetry', '^src/telemetry/', [
      '^src/(telemetry|model)/',
      '^src/audit/audit-log\\.ts$',
      '^src/platforms/platform\\.ts$',
    ]),
    {
      name: 'what-sends-telemetry-is-loaded-late',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/telemetry/(open-sink|otlp|azure-monitor)' },
      to: { path: 'node_modules/@opentelemetry|monitor-opentelemetry-exporter' },
    },
    only('audit-and-state', '^src/(audit|state)/', ['^src/(audit|state|model)/', '^src/policy/person-of']),
    only('views', '^src/views/', ['^src/(views|model)/']),
    only('stats', '^src/stats/', ['^src/(stats|model)/']),
    only('plots', '^src/plots/', ['^src/(plots|model)/']),
    only('config', '^src/config/', ['^src/(config|model)/']),
    only('activities', '^src/activities/', [
      '^src/(activities|audit|state|connectors|commands|policy|parser|model|config|views|electorate|telemetry)/',
      '^src/platforms/(platform|index|chat-error)\\.ts$',
    ]),
    only('electorate', '^src/electorate/', [
      '^src/(electorate|model|policy|state)/',
      '^src/connectors/(group-source|vendor-error)\\.ts$',
    ]),
    only('intake', '^src/intake/', [
      '^src/(intake|commands|parser|policy|state|views|model|electorate)/',
      '^src/audit/audit-record',
      '^src/platforms/(platform|chat-error)\\.ts$',
    ]),
    {
      name: 'nothing-imports-local',
      severity: 'error',
      from: { path: '^(src|functions|cli)/' },
      to: { path: '^(local|test)/' },
    },
    only('host-is-a-product-of-its-own', '^local/host/', ['^local/host/']),
    only('sandbox-knows-no-product', '^local/(sandbox|slack|teams|discord)/', [
      '^local/(sandbox|slack|teams|discord|kit|pages)/',
    ]),
    {
      name: 'no-dev-packages-in-the-product',
      severity: 'error',
      from: { path: '^(src|functions)/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
