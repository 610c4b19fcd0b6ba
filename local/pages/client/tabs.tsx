interface Props {
  /** What is chosen, for those who do not see it. */
  label: string;
  options: string[];
  active: number;
  setActive: (index: number) => void;
}

/** One of a few things to look at, in the bar. */
export function Tabs({ label, options, active, setActive }: Props) {
  return (
    <div className="tabs" role="group" aria-label={label}>
      {options.map((option, index) => (
        <button key={index} type="button" aria-pressed={index === active} onClick={() => setActive(index)}>
          {option}
        </button>
      ))}
    </div>
  );
}
