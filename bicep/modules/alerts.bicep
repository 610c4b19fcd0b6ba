metadata description = 'What somebody should be woken for. docs/operations.md says what to do for each.'

param location string
param tags object
param workspaceId string
param alertEmail string

resource told 'Microsoft.Insights/actionGroups@2023-01-01' = if (!empty(alertEmail)) {
  name: 'ag-countersign'
  location: 'global'
  tags: tags
  properties: {
    groupShortName: 'countersign'
    enabled: true
    emailReceivers: [{ name: 'operators', emailAddress: alertEmail, useCommonAlertSchema: true }]
  }
}

@description('Each query yields a row for each thing that is wrong; one row is enough.')
type Rule = {
  name: string
  says: string
  @description('0 is the worst.')
  severity: int
  query: string
  @description('How far back it looks; a quarter of an hour where nothing is said.')
  window: string?
}

var rules Rule[] = [
  {
    name: 'slow-acknowledgement'
    says: 'Chat platforms wait over 2 seconds for an answer (p95 over 15 minutes). Slack gives up after 3.'
    severity: 1
    query: 'AppRequests | where Name has_any ("slack", "teams", "discord", "messages") | summarize p95 = percentile(DurationMs, 95), requests = count() | where requests >= 20 and p95 > 2000'
  }
  {
    name: 'not-recorded'
    says: 'The audit log does not take entries. Nothing that changes something is started meanwhile.'
    severity: 0
    // Two ways to the same: what the host logs arrives also when the app itself cannot send.
    query: 'union (AppTraces | extend line = parse_json(Message) | where line.event == "activity.failed" and tostring(line.activity) in ("recordIntent", "recordOutcome", "tallyVotes") | summarize failures = toreal(count()) by what = tostring(line.activity)), (AppMetrics | where Name == "countersign.audit.failures" | summarize failures = sum(Sum) by what = tostring(Properties.kind)) | where failures >= 3'
  }
  {
    name: 'stuck-instance'
    says: 'A command ended by an error inside the bot, or has come to a stop.'
    severity: 1
    query: 'AppTraces | extend line = parse_json(Message) | where line.event == "instance.stuck" | project instance = tostring(line.instance), how = tostring(line.how)'
  }
  {
    name: 'glass-broken'
    says: 'Somebody changed something at once and without approval. It has to be reviewed.'
    severity: 2
    query: 'AppTraces | extend line = parse_json(Message) | where line.event == "break_glass.used" | project instance = tostring(line.instance), command = tostring(line.command), service = tostring(line.service)'
  }
  {
    name: 'no-anchor'
    says: 'The audit log was not anchored for three hours. A change of the whole chain would not be found from here on.'
    severity: 1
    // An app that has run for less than two hours may not have met the hour yet.
    query: 'AppRequests | summarize anchored = countif(Name has "anchorAudit" and Success == true), first = min(TimeGenerated) | where anchored == 0 and first < ago(2h)'
    window: 'PT3H'
  }
  {
    name: 'vendor-left-alone'
    says: 'A vendor failed five times in a row and is not asked for some seconds each time. What needs it fails meanwhile.'
    severity: 2
    query: 'AppMetrics | where Name == "countersign.vendor.circuit_opened" | summarize times = sum(Sum) by vendor = tostring(Properties.vendor) | where times > 0'
  }
]

resource alert 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for rule in rules: {
    name: 'alert-countersign-${rule.name}'
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: 'Countersign: ${rule.name}'
      description: '${rule.says} docs/operations.md#${rule.name}'
      severity: rule.severity
      enabled: true
      scopes: [workspaceId]
      evaluationFrequency: 'PT5M'
      windowSize: rule.?window ?? 'PT15M'
      autoMitigate: true
      criteria: {
        allOf: [
          { query: rule.query, timeAggregation: 'Count', operator: 'GreaterThan', threshold: 0 }
        ]
      }
      actions: { actionGroups: empty(alertEmail) ? [] : [told.id] }
    }
  }
]
