import { useState } from 'react';
import { Dialog } from '../../../pages/client/dialog';
import { type Form } from '../../state/model';

interface Field {
  type: number;
  content?: string;
  label?: string;
  description?: string;
  component?: {
    type: number;
    custom_id: string;
    style?: number;
    max_length?: number;
    value?: string;
    max_values?: number;
    options?: { label: string; value: string; default?: boolean }[];
  };
}

interface Props {
  form: Form;
  send: (values: Record<string, string>) => void;
  close: () => void;
}

/** A form that the app has opened. */
export function FormDialog({ form, send, close }: Props) {
  const [values, setValues] = useState<Record<string, string>>({});
  const { title, components } = form.content as { title: string; components: Field[] };
  return (
    <Dialog
      title={title}
      identity={form.id}
      onClose={close}
      onSubmit={() => send(values)}
      footer={
        <>
          <button type="button" className="button" onClick={close}>
            Cancel
          </button>
          <button type="submit" className="button primary">
            Submit
          </button>
        </>
      }
    >
      {components.map(({ content, label, description, component }, at) => (
        <div key={at} className="form-field">
          {content && <p>{content.replace(/\\([^0-9A-Za-z\s])/g, '$1')}</p>}
          {component && (
            <label>
              <b>{label}</b>
              {description && <small>{description}</small>}
              <Input {...component} set={(value) => setValues({ ...values, [component.custom_id]: value })} />
            </label>
          )}
        </div>
      ))}
    </Dialog>
  );
}

function Input({
  options,
  max_values = 1,
  style,
  max_length,
  value,
  set,
}: NonNullable<Field['component']> & { set: (value: string) => void }) {
  if (options) {
    const chosen = options.filter((option) => option.default).map((option) => option.value);
    const several = max_values > 1;
    return (
      <select
        multiple={several}
        defaultValue={several ? chosen : (chosen[0] ?? '')}
        onChange={({ target }) => set([...target.selectedOptions].map((option) => option.value).join(','))}
      >
        {!several && <option value="">Choose…</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    );
  }
  return style === 2 ? (
    <textarea rows={3} maxLength={max_length} defaultValue={value} onChange={({ target }) => set(target.value)} />
  ) : (
    <input maxLength={max_length} defaultValue={value} onChange={({ target }) => set(target.value)} />
  );
}
