/** What every field is given. */
export interface FieldProps<E> {
  element: E;
  value: string[];
  onChange: (value: string | string[]) => void;
  id: string;
  'aria-label'?: string;
  'aria-describedby'?: string;
  'aria-invalid'?: boolean;
  'data-focus'?: boolean;
}
