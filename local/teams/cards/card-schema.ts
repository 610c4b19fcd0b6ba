import { z } from 'zod';

/*
 * The objects of Adaptive Cards 1.5 and their properties, as https://adaptivecards.io/explorer/ lists them. Unlike clients,
 * which pass over what they do not know, it refuses unknown properties: a misspelt `wrap` is a mistake and not a wish.
 */

/** Values of an enumeration in any case, as the schema allows them. */
const oneOf = (...values: string[]) =>
  z.string().refine((value) => values.includes(value.toLowerCase()), { error: `must be one of ${values.join(', ')}` });
const text = z.string();
const flag = z.boolean();
const url = z.string().regex(/^(https?:\/\/|data:image\/)\S+$/, 'must be an http(s) or data:image URL');
const pixels = z.string().regex(/^\d+px$/, 'must be pixels, such as 80px');
const requires = z.record(text, text);

const horizontal = oneOf('left', 'center', 'right');
const vertical = oneOf('top', 'center', 'bottom');
const color = oneOf('default', 'dark', 'light', 'accent', 'good', 'warning', 'attention');
const containerStyle = oneOf('default', 'emphasis', 'good', 'attention', 'warning', 'accent');
const fontSize = oneOf('default', 'small', 'medium', 'large', 'extralarge');
const weight = oneOf('default', 'lighter', 'bolder');
const fontType = oneOf('default', 'monospace');

const background = z.union([
  url,
  z.strictObject({
    type: z.literal('BackgroundImage').optional(),
    url,
    fillMode: oneOf('cover', 'repeathorizontally', 'repeatvertically', 'repeat').optional(),
    horizontalAlignment: horizontal.optional(),
    verticalAlignment: vertical.optional(),
  }),
]);

/* Types, which would be endless, are left out: the schemas refer to each other. */
const element: z.ZodType = z.lazy(() => z.discriminatedUnion('type', elements as never));
const action: z.ZodType = z.lazy(() => z.discriminatedUnion('type', actions as never));
const selectAction: z.ZodType = z.lazy(() => z.discriminatedUnion('type', withoutShowCard as never));

const item = {
  id: text.optional(),
  isVisible: flag.optional(),
  requires: requires.optional(),
  separator: flag.optional(),
  spacing: oneOf('default', 'none', 'small', 'medium', 'large', 'extralarge', 'padding').optional(),
  height: oneOf('auto', 'stretch').optional(),
  fallback: z.union([z.literal('drop'), element]).optional(),
};
const box = {
  selectAction: selectAction.optional(),
  style: containerStyle.optional(),
  verticalContentAlignment: vertical.optional(),
  bleed: flag.optional(),
  backgroundImage: background.optional(),
  minHeight: pixels.optional(),
  rtl: flag.nullable().optional(),
};
const input = {
  ...item,
  id: text.min(1),
  label: text.optional(),
  isRequired: flag.optional(),
  errorMessage: text.optional(),
};
const typed = <T extends string, S extends z.ZodRawShape>(type: T, shape: S) =>
  z.strictObject({ type: z.literal(type), ...shape });

const run = z.union([
  text,
  typed('TextRun', {
    text,
    color: color.optional(),
    fontType: fontType.optional(),
    highlight: flag.optional(),
    isSubtle: flag.optional(),
    italic: flag.optional(),
    selectAction: selectAction.optional(),
    size: fontSize.optional(),
    strikethrough: flag.optional(),
    underline: flag.optional(),
    weight: weight.optional(),
  }),
]);
const column = z.strictObject({
  ...item,
  ...box,
  type: z.literal('Column').optional(),
  items: z.array(element).optional(),
  width: z.union([z.number(), text.regex(/^(auto|stretch|\d+(\.\d+)?|\d+px)$/)]).optional(),
});
const cell = typed('TableCell', { ...box, items: z.array(element) });
const image = typed('Image', {
  ...item,
  url,
  altText: text,
  backgroundColor: text.optional(),
  height: z.union([pixels, oneOf('auto', 'stretch')]).optional(),
  horizontalAlignment: horizontal.optional(),
  selectAction: selectAction.optional(),
  size: oneOf('auto', 'stretch', 'small', 'medium', 'large').optional(),
  style: oneOf('default', 'person').optional(),
  width: pixels.optional(),
});

const elements = [
  typed('TextBlock', {
    ...item,
    text,
    color: color.optional(),
    fontType: fontType.optional(),
    horizontalAlignment: horizontal.optional(),
    isSubtle: flag.optional(),
    maxLines: z.number().int().nonnegative().optional(),
    size: fontSize.optional(),
    style: oneOf('default', 'heading').optional(),
    weight: weight.optional(),
    wrap: flag.optional(),
  }),
  typed('RichTextBlock', { ...item, inlines: z.array(run), horizontalAlignment: horizontal.optional() }),
  image,
  typed('ImageSet', { ...item, images: z.array(image), imageSize: text.optional() }),
  typed('Media', {
    ...item,
    sources: z.array(z.strictObject({ mimeType: text, url })),
    poster: url.optional(),
    altText: text.optional(),
  }),
  typed('Container', { ...item, ...box, items: z.array(element) }),
  typed('ColumnSet', {
    ...item,
    selectAction: selectAction.optional(),
    style: containerStyle.optional(),
    bleed: flag.optional(),
    minHeight: pixels.optional(),
    horizontalAlignment: horizontal.optional(),
    columns: z.array(column).optional(),
  }),
  typed('FactSet', {
    ...item,
    facts: z.array(z.strictObject({ type: z.literal('Fact').optional(), title: text, value: text })).min(1),
  }),
  typed('ActionSet', { ...item, actions: z.array(action).min(1) }),
  typed('Table', {
    ...item,
    columns: z
      .array(
        z.strictObject({
          type: z.literal('TableColumnDefinition').optional(),
          width: z.union([z.number(), text]).optional(),
          horizontalCellContentAlignment: horizontal.optional(),
          verticalCellContentAlignment: vertical.optional(),
        }),
      )
      .optional(),
    rows: z
      .array(
        typed('TableRow', {
          cells: z.array(cell).optional(),
          style: containerStyle.optional(),
          horizontalCellContentAlignment: horizontal.optional(),
          verticalCellContentAlignment: vertical.optional(),
        }),
      )
      .optional(),
    firstRowAsHeader: flag.optional(),
    firstRowAsHeaders: flag.optional(),
    showGridLines: flag.optional(),
    gridStyle: containerStyle.optional(),
    horizontalCellContentAlignment: horizontal.optional(),
    verticalCellContentAlignment: vertical.optional(),
  }),
  typed('Input.Text', {
    ...input,
    isMultiline: flag.optional(),
    maxLength: z.number().int().positive().optional(),
    placeholder: text.optional(),
    regex: text.optional(),
    style: oneOf('text', 'tel', 'url', 'email', 'password').optional(),
    inlineAction: selectAction.optional(),
    value: text.optional(),
  }),
  typed('Input.Number', {
    ...input,
    max: z.number().optional(),
    min: z.number().optional(),
    placeholder: text.optional(),
    value: z.number().optional(),
  }),
  typed('Input.Date', {
    ...input,
    max: text.optional(),
    min: text.optional(),
    placeholder: text.optional(),
    value: text.optional(),
  }),
  typed('Input.Time', {
    ...input,
    max: text.optional(),
    min: text.optional(),
    placeholder: text.optional(),
    value: text.optional(),
  }),
  typed('Input.Toggle', {
    ...input,
    title: text,
    value: text.optional(),
    valueOff: text.optional(),
    valueOn: text.optional(),
    wrap: flag.optional(),
  }),
  typed('Input.ChoiceSet', {
    ...input,
    choices: z.array(z.strictObject({ title: text, value: text })).optional(),
    /** https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/dynamic-search#dataquery */
    'choices.data': typed('Data.Query', {
      dataset: text.min(1),
      value: text.optional(),
      count: z.number().int().positive().optional(),
      skip: z.number().int().nonnegative().optional(),
      associatedInputs: oneOf('auto', 'none').optional(),
    }).optional(),
    isMultiSelect: flag.optional(),
    style: oneOf('compact', 'expanded', 'filtered').optional(),
    value: text.optional(),
    placeholder: text.optional(),
    wrap: flag.optional(),
  }),
];

const act = {
  id: text.optional(),
  title: text.optional(),
  iconUrl: url.optional(),
  style: oneOf('default', 'positive', 'destructive').optional(),
  fallback: z.union([z.literal('drop'), action]).optional(),
  requires: requires.optional(),
  tooltip: text.optional(),
  isEnabled: flag.optional(),
  mode: oneOf('primary', 'secondary').optional(),
};
const data = z.union([text, z.record(text, z.unknown())]).optional();
const associatedInputs = oneOf('auto', 'none').optional();
const execute = typed('Action.Execute', { ...act, verb: text.optional(), data, associatedInputs });
const withoutShowCard = [
  execute,
  typed('Action.OpenUrl', {
    ...act,
    url: z.string().regex(/^(https?:\/\/|mailto:|tel:)\S+$/, 'must be a URL to open'),
  }),
  typed('Action.Submit', { ...act, data, associatedInputs }),
  typed('Action.ToggleVisibility', {
    ...act,
    targetElements: z.array(
      z.union([
        text,
        z.strictObject({
          type: z.literal('TargetElement').optional(),
          elementId: text,
          isVisible: flag.nullable().optional(),
        }),
      ]),
    ),
  }),
];

const card = {
  type: z.literal('AdaptiveCard'),
  $schema: z
    .string()
    .regex(/^https?:\/\/adaptivecards\.io\/schemas\/adaptive-card\.json$/)
    .optional(),
  body: z.array(element).optional(),
  actions: z.array(action).optional(),
  selectAction: selectAction.optional(),
  fallbackText: text.optional(),
  backgroundImage: background.optional(),
  minHeight: pixels.optional(),
  rtl: flag.nullable().optional(),
  speak: text.optional(),
  lang: text.optional(),
  verticalContentAlignment: vertical.optional(),
};
const showCard = typed('Action.ShowCard', {
  ...act,
  card: z.strictObject({ ...card, version: text.optional() }),
});
const actions = [...withoutShowCard, showCard];

/** "Up to 60 users". https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/universal-actions-for-adaptive-cards/user-specific-views */
const REFRESH_USERS = 60;

/** A card as a message to Teams may hold it. */
export const cardSchema = z.strictObject({
  ...card,
  version: z.string().regex(/^1\.[0-5]$/, 'must be 1.0 to 1.5, which Teams draws everywhere'),
  refresh: z
    .strictObject({
      action: execute,
      userIds: z
        .array(z.string().regex(/^(29:|8:orgid:)\S+$/, "must be people's Teams IDs (29:…)"))
        .max(REFRESH_USERS)
        .optional(),
    })
    .optional(),
  authentication: z.record(text, z.unknown()).optional(),
  /** Teams' own. https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-format */
  msteams: z
    .strictObject({
      width: z.literal('Full').or(z.literal('full')).optional(),
      entities: z
        .array(
          z.strictObject({
            type: z.literal('mention'),
            text: text.startsWith('<at>').endsWith('</at>'),
            mentioned: z.strictObject({ id: text, name: text }),
          }),
        )
        .optional(),
    })
    .optional(),
});
