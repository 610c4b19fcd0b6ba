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
}

var rules Rule[] = [
  {
    name: 'slow-acknowledgement'
    says: 'Chat platforms wait over 2 seconds for an answer (p95 over 15 minutes). Slack gives up after 3.'
    severity: 1
    query: 'AppRequests | where Name has_any ("slack", "teams", "messages") | summarize p95 = percentile(DurationMs, 95), requests = count() | where requests >= 20 and p95 > 2000'
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
      windowSize: 'PT15M'
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
