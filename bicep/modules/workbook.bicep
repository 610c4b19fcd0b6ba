metadata description = 'One page for what the bot does and what is wrong with it.'

param location string
param tags object
param workspaceId string

resource workbook 'Microsoft.Insights/workbooks@2023-06-01' = {
  name: guid(workspaceId, 'countersign')
  location: location
  tags: tags
  kind: 'shared'
  properties: {
    displayName: 'Countersign'
    category: 'workbook'
    sourceId: workspaceId
    serializedData: loadTextContent('workbook.json')
  }
}
